import { readCode, readIdle } from '../../../functions/device/index.ts';
import { keys } from '../../../functions/device/keys.ts';
import { readDevice } from '../../../functions/device/store.ts';
import { pricingPlans } from '../../../functions/gbfs/pricing-plans.ts';
import { rentalLink } from '../../../functions/gbfs/rental-link.ts';
import { vehicleStatus } from '../../../functions/gbfs/vehicle-status.ts';
import { vehicleTypes } from '../../../functions/gbfs/vehicle-types.ts';
import { redis } from '../../../lib/redis.ts';
import { CODE_KEYS } from '../../harness/aws.ts';
import { withRedis } from '../../harness/redis.ts';
import { connection, newDevice, onlineDevice, report, SECOND, T0 } from '../device/doors.ts';
import { setKept } from '../device/kept.ts';
import { tariffIn } from '../product/doors.ts';

withRedis();
beforeEach(() => redis().flushdb());

const position = [10, 50];
const vehicleOf = async (id: string) => (await readDevice(id)).get('vehicle_id');

test('the feed has what can be rented and is on no trip, under the id of no trip', async () => {
  const bike = await onlineDevice({ position });
  await onlineDevice(); // nowhere
  await newDevice({ position }); // offline
  await onlineDevice({ position, status: 'out_of_service' });
  await report(await onlineDevice({ position }), 1, { status: 'fault' });
  const over = await onlineDevice({ position });
  await setKept(over, { lease_rental: 'ride', lease_until: 1 }); // its trip is still to be closed
  await report(over, 1);
  await onlineDevice({ position, kind: 'washer' });
  expect(await readIdle(['bike'], T0)).toEqual([
    {
      vehicleId: await vehicleOf(bike),
      product: 'bike',
      position: [expect.closeTo(10, 4), expect.closeTo(50, 4)],
      reportedAt: T0,
    },
  ]);
  expect((await readIdle(['bike', 'washer'], T0)).map(({ product }) => product)).toEqual(['bike', 'washer']);
  expect(await readIdle(['shower'], T0)).toEqual([]);
});

test('what a device has reported, and when; not later than now', async () => {
  const bike = await onlineDevice({ position });
  await connection(bike, true);
  await report(bike, 2, { battery: 0 });
  expect(await readIdle(['bike'], T0 + 5 * SECOND)).toMatchObject([{ battery: 0, reportedAt: T0 + 2 * SECOND }]);
  expect(await readIdle(['bike'], T0 + SECOND)).toMatchObject([{ reportedAt: T0 + SECOND }]);
});

test('more devices than are read at once are all in it, each with its place', async () => {
  const pipeline = redis().pipeline();
  for (let i = 0; i < 1001; i++) {
    pipeline.hset(keys.facts(), { [`bike/d${i}`]: JSON.stringify({ vehicle_id: `v${i}`, at: 1 }) });
    pipeline.geoadd(keys.rentable(), { longitude: (i + 1) / 10, latitude: 50, member: `bike/d${i}` });
  }
  await pipeline.exec();
  const found = await readIdle(['bike'], T0);
  expect(found.length).toBe(1001);
  for (const {
    vehicleId,
    position: [lng],
  } of found)
    expect(lng).toBeCloseTo((Number(vehicleId.slice(1)) + 1) / 10, 3);
});

const MACHINE = { form_factor: 'other', propulsion_type: 'electric' } as const;
const tariff = tariffIn('washer');
const PRODUCTS = [
  {
    id: 'bike',
    title: 'Bike',
    type: { form_factor: 'bicycle', propulsion_type: 'human' } as const,
    tariff,
    venues: { mall: tariff },
  },
  { id: 'washer', title: 'Washer', type: { ...MACHINE, max_range_meters: 0 }, tariff, venues: {} },
  { id: 'scooter', title: 'Scooter', type: { ...MACHINE, max_range_meters: 30_001 }, tariff, venues: {} },
];

describe('a vehicle', () => {
  const idle = { vehicleId: 'v1', position: [10.12345678, 50.12345644] as [number, number], reportedAt: T0 };
  const linkOf = (id: string) => rentalLink(id, 'https://example.com/rent?lang=en', CODE_KEYS);
  const show = (more: object) => vehicleStatus([{ ...idle, product: 'bike', ...more }], PRODUCTS, linkOf).vehicles[0]!;

  test('is where and what it is, with a link that rents it', () => {
    const { rental_uris, ...vehicle } = show({ battery: 0.5 });
    expect(vehicle).toEqual({
      vehicle_id: 'v1',
      vehicle_type_id: 'bike',
      lat: 50.123456,
      lon: 10.123457,
      is_reserved: false,
      is_disabled: false,
      last_reported: new Date(T0).toISOString(),
      pricing_plan_id: 'bike',
    });
    const { origin, pathname, searchParams } = new URL(rental_uris!.web!);
    expect([origin, pathname, searchParams.get('lang')]).toEqual(['https://example.com', '/rent', 'en']);
    expect(readCode(searchParams.get('code')!, CODE_KEYS)).toEqual({ vehicle_id: 'v1' });
  });

  test('says how far it goes where a motor drives it', () => {
    expect(show({ product: 'washer', battery: 0.5 })).toMatchObject({
      current_range_meters: 0,
      current_fuel_percent: 0.5,
    });
    expect(show({ product: 'washer' })).toMatchObject({ current_range_meters: 0 });
    expect(show({ product: 'washer' })).not.toHaveProperty('current_fuel_percent');
    expect(show({ product: 'scooter', battery: 0.5 })).toMatchObject({ current_range_meters: 15_001 });
    expect(show({ product: 'scooter' })).toMatchObject({ current_range_meters: 0 });
  });

  test('has the pricing plan of its venue, where that has one of its own', () => {
    const plan = (more: object) => show(more).pricing_plan_id;
    expect(plan({ venueId: 'mall' })).toBe('bike@mall');
    expect(plan({ venueId: 'park' })).toBe('bike');
    expect(plan({ venueId: 'mall', product: 'washer' })).toBe('washer');
    const { plans } = pricingPlans(PRODUCTS);
    expect(plans.map(({ plan_id }) => plan_id)).toEqual(['bike', 'bike@mall', 'washer', 'scooter']);
    const [bike] = vehicleTypes(PRODUCTS).vehicle_types;
    expect(bike).toMatchObject({ default_pricing_plan_id: 'bike', pricing_plan_ids: ['bike', 'bike@mall'] });
  });
});
