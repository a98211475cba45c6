import { redis } from '../../../lib/redis.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { T0 } from '../device/doors.ts';
import { rejectionsOf } from '../rejection/doors.ts';
import { active, clockIs, newDevice, newRider, release, rentalNow, rented, SECOND } from '../rental/doors.ts';
import { deliver, readUnattributed, report, usage } from './doors.ts';

withRedis();
const published = withBroker();
beforeEach(() => clockIs(T0));

beforeEach(() => redis().flushdb());

const unknown = async (device: string) =>
  (await readUnattributed()).json.usage.filter(({ device_id }: { device_id: string }) => device_id === device);

test('a rental that nobody knows, or of another device', async () => {
  const rental = await active(await newRider(), 'water_dispenser');
  const thief = unique('device');
  await deliver([thief, usage({ rental_id: 'nobody', quantity: 7 }, { rental_id: rental.rental_id, quantity: 8 })]);
  await deliver([thief, usage({ rental_id: 'nobody', quantity: 5 })]);
  expect(await unknown(thief)).toEqual(
    expect.arrayContaining([
      {
        device_id: thief,
        rental_id: 'nobody',
        meter: 'volume',
        quantity: 7,
        reason: 'rental_unknown',
        received_at: T0,
      },
      expect.objectContaining({ rental_id: rental.rental_id, quantity: 8, reason: 'rental_unknown' }),
    ]),
  );
  expect((await rentalNow(rental)).used?.quantity).toBe(0);
  const { counts, samples } = (await rejectionsOf(thief)).json;
  expect(counts).toEqual([expect.objectContaining({ said: 'usage', reason: 'rental_unknown', count: 3 })]);
  expect(samples.map(({ detail }: { detail: string }) => detail)).toContain('/entries 5 of volume for nobody');
  expect(published(new RegExp(`^devices/${thief}/rejections$`))).toHaveLength(1);
});

test('a meter that the tariff does not name, and a product that is paid by time', async () => {
  const rider = await newRider(10_000, 2);
  const [water, bike] = [await active(rider, 'water_dispenser'), await active(rider, 'bike')];
  await report(water, 9, { meter: 'energy' });
  await report(bike, 9);
  for (const { device_id } of [water, bike])
    expect(await unknown(device_id)).toMatchObject([{ reason: 'meter_unknown' }]);
});

test('a rental that came to nothing, and one that was over a week before', async () => {
  const rider = await newRider(10_000);
  const given = await rented(rider, await newDevice('water_dispenser'));
  await release(rider, given);
  expect(await redis().exists(`rental:${given.rental_id}:used`)).toBe(0);
  await report(given, 9);
  expect(await unknown(given.device_id)).toMatchObject([{ reason: 'rental_cancelled', quantity: 9 }]);
  const old = await active(rider, 'water_dispenser');
  await release(rider, old);
  expect(await redis().exec<number>(['PTTL', `rental:${old.rental_id}:used`])).toBeGreaterThan(6.9 * 86_400_000);
  await redis().del(`rental:${old.rental_id}:used`); // as Redis does after a week
  await report(old, 9, { final: true });
  expect(await unknown(old.device_id)).toMatchObject([{ reason: 'rental_over' }]);
});

test('a request that nobody answered in time', async () => {
  const rental = await rented(await newRider(10_000), await newDevice('water_dispenser'));
  clockIs(T0 + 11 * SECOND);
  await report(rental, 9, { final: true });
  expect(await unknown(rental.device_id)).toMatchObject([{ reason: 'rental_cancelled' }]);
  expect(await rentalNow(rental)).toMatchObject({ state: 'cancelled', reason: 'no_answer' });
});
