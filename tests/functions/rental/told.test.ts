import { notePhone } from '../../../functions/account/index.ts';
import { handler as request } from '../../../functions/rental/mqtt/request.ts';
import { handler as sweep } from '../../../functions/rental/schedule/sweep.ts';
import { brokerIsAway, withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { active, clockIs, newDevice, newRider, obey, release, rent, rentalNow, rented, SECOND } from './doors.ts';

withRedis();
const published = withBroker();

const T0 = Date.now();
beforeEach(() => clockIs(T0));

test('an active rental that could not be told is told by the sweeper, once whoever began it had its time', async () => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('bike'));
  const send = brokerIsAway();
  await expect(obey(rental)).rejects.toThrow('iotdata answered');
  send.restore();
  expect((await rentalNow(rental)).state).toBe('active');

  const told = () => published(new RegExp(`^phones/${rider.phone_id}/events`));
  clockIs(T0 + 4.9 * SECOND);
  await sweep();
  expect(told()).toEqual([]);
  clockIs(T0 + 5 * SECOND);
  await sweep();
  await sweep();
  expect(told()).toMatchObject([{ type: 'rental_active', rental_id: rental.rental_id, at: T0 }]);
});

test('an end that could not be told is told by the sweeper, once whoever ended it had its time', async () => {
  const rider = await newRider();
  const rental = await active(rider, 'bike');
  const send = brokerIsAway();
  expect((await release(rider, rental)).status).toBe(500);
  send.restore();
  const told = () => published(/^phones/).filter(({ type }) => type === 'rental_ended');
  clockIs(T0 + 4.9 * SECOND);
  await sweep();
  expect(told()).toEqual([]);
  clockIs(T0 + 5 * SECOND);
  await sweep();
  expect(told()).toMatchObject([{ rental_id: rental.rental_id }]);
});

test('who cannot tell says so, that it may be tried again', async () => {
  const [rider, bike] = [await newRider(50_000, 3), await newDevice('bike')];
  const rental = await active(rider, 'bike');
  brokerIsAway();
  await expect(obey(rental)).rejects.toThrow('iotdata answered'); // a result that comes again
  expect((await rent(rider, bike)).status).toBe(500);
  const data = Buffer.from('{}').toString('base64');
  await notePhone(rider.phone_id!, rider.sub, Date.now());
  const asked = request({ data, phone_id: rider.phone_id!, request_id: 'r', received_at: Date.now() });
  await expect(asked).rejects.toThrow('iotdata answered');
});
