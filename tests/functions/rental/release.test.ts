import { handler as release } from '../../../functions/rental/http/release.ts';
import { readRental } from '../../../functions/rental/store.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { betweenReads, clockIs, newDevice, newRider, obey, rentalNow, rented, SECOND } from './doors.ts';

withRedis();
const published = withBroker();

const T0 = Date.now();
beforeEach(() => clockIs(T0));

test('a rider who releases at the moment when the device obeys has ended the rental, and pays for it', async () => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('bike'));
  await readRental(rental.rental_id); // Redis knows the script from now on
  const between = betweenReads(rental.rental_id, async (read) => {
    const requested = await read(); // what the release sees, before the device is heard
    between.mockRestore();
    clockIs(T0 + SECOND);
    await obey(rental);
    return requested;
  });

  clockIs(T0 + 2 * SECOND);
  const { status, json } = await call(release, {
    method: 'POST',
    path: { rental_id: rental.rental_id },
    caller: rider,
  });
  expect([status, json.state, json.amount]).toEqual([200, 'settled', 100]);
  expect((await rentalNow(rental)).state).toBe('settled');
  expect(published(/commands/).map(({ type }) => type)).toEqual(['bind', 'release']);
});

test('a rental that there never was is unknown to whoever releases it', async () => {
  for (const caller of [OPERATOR, await newRider()]) {
    const { status, json } = await call(release, { method: 'POST', path: { rental_id: 'none' }, caller });
    expect([status, json.reason]).toEqual([404, 'rental_unknown']);
  }
});
