import { keys } from '../../../functions/device/keys.ts';
import { readDevice } from '../../../functions/device/store.ts';
import { redis } from '../../../lib/redis.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { seen } from '../device/doors.ts';
import { active, newRider, release } from './doors.ts';

withRedis();
withBroker();

test('a leased device shows who has it, and afterwards nothing of that is left', async () => {
  const rider = await newRider();
  const rental = await active(rider, 'bike');
  const { device_id, rental_id } = rental;
  expect(await seen(device_id)).toMatchObject({ in_use: true, rental_id, phone_id: rider.phone_id });

  await release(rider, rental);
  const device = await seen(device_id);
  expect(device.in_use).toBe(false);
  expect(device).not.toHaveProperty('phone_id');
  const left = await readDevice(device_id);
  expect([...left.keys()].filter((name) => name.startsWith('lease_'))).toEqual([]);
});

test('after a trip a device has another id in the feed, and only that one leads to it', async () => {
  await redis().flushdb();
  const rider = await newRider();
  const rental = await active(rider, 'bike');
  const [first] = (await redis().hkeys(keys.vehicles())) as string[];
  await release(rider, rental);
  const vehicles = (await redis().hkeys(keys.vehicles())) as string[];
  expect(vehicles).toHaveLength(1);
  expect(vehicles).not.toContain(first);
  expect((await readDevice(rental.device_id)).get('vehicle_id')).toBe(vehicles[0]);
});
