import { handler as deviceEvent } from '../../../functions/rental/mqtt/device-event.ts';
import { handler as deviceLost } from '../../../functions/rental/mqtt/device-lost.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { active, clockIs, MINUTE, newDevice, newRider, rentalNow, rented } from './doors.ts';

withRedis();
const published = withBroker();

const T0 = Date.now();
beforeEach(() => clockIs(T0));

test('a device that was released by hand ends its rental, which is paid', async () => {
  const { rental_id, device_id, fence } = await active(await newRider(), 'bike');
  clockIs(T0 + 4 * MINUTE);
  await deviceEvent({ device_id, type: 'released', rental_id, fence, at: T0 });
  const over = { state: 'settled', reason: 'released_by_device', amount: 140, ended_at: T0 + 4 * MINUTE };
  expect(await rentalNow({ rental_id } as never)).toMatchObject(over);
});

test.each([
  ['something else happens', { type: 'unlocked' }],
  ['the rental is another', { rental_id: 'none' }],
  ['the device is another', { device_id: 'another' }],
  ['the lease is an older one', { fence: 0 }],
  ['the rental is not named', { rental_id: undefined }],
])('a rental goes on where %s', async (_, changes) => {
  const { rental_id, device_id, fence } = await active(await newRider(), 'bike');
  const event = { device_id, type: 'released', rental_id, fence, at: T0, ...changes };
  await deviceEvent(JSON.parse(JSON.stringify(event)));
  expect((await rentalNow({ rental_id } as never)).state).toBe('active');
});

test.each([
  ['of another rental', { rental_id: 'none' }],
  ['of another device', { device_id: 'another' }],
  ['of an older lease', { fence: 0 }],
])('a lost lease %s ends nothing', async (_, changes) => {
  const { rental_id, device_id, fence } = await active(await newRider(), 'bike');
  await deviceLost({ id: 'e', device_id, rental_id, fence, at: T0, ...changes });
  expect((await rentalNow({ rental_id } as never)).state).toBe('active');
});

test('a device that starts anew before it answers may answer still', async () => {
  const rental = await rented(await newRider(), await newDevice('bike'));
  await deviceLost({ ...rental, id: 'e', at: T0 });
  expect((await rentalNow(rental)).state).toBe('requested');
  expect(published(/^phones/)).toEqual([]);
});

test('a device that was last heard of before its rental began costs the unlock fee alone', async () => {
  const { rental_id, device_id, fence } = await active(await newRider(), 'bike');
  clockIs(T0 + 30 * MINUTE);
  await deviceLost({ id: 'e', device_id, rental_id, fence, at: T0 - MINUTE });
  expect(await rentalNow({ rental_id } as never)).toMatchObject({ state: 'settled', ended_at: T0, amount: 100 });
});
