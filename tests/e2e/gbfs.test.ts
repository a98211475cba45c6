import type { Vehicle } from 'gbfs-typescript-types/v3.0/vehicle_status';
import type { PrepaidTariff } from '../../events/product/tariff.ts';
import { tariffIn } from '../functions/product/doors.ts';
import { eventually } from '../harness/eventually.ts';
import { connectedDevice, online, rider } from '../harness/rental.ts';
import { api, stack } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const FEEDS = [
  'gbfs',
  'gbfs_versions',
  'system_information',
  'vehicle_types',
  'vehicle_status',
  'system_pricing_plans',
];

const washer = tariffIn('washer') as PrepaidTariff;

/** A place that no other test's device has, to know a vehicle by. */
const somewhere = (): [number, number] => [121 + Math.random(), 31 + Math.random()];

const feed = async (name: string, headers: Record<string, string> = {}) =>
  (await api(`/gbfs/${name}`, { headers })).json;
const vehicles = async (): Promise<Vehicle[]> => (await feed('vehicle_status')).data.vehicles;

const isAt =
  ([lng, lat]: [number, number]) =>
  ({ lon, lat: own }: Vehicle) =>
    Math.abs(lon! - lng) < 1e-5 && Math.abs(own! - lat) < 1e-5;

/** The feed's vehicle at a place, waited for. */
const vehicleAt = (place: [number, number]): Promise<Vehicle> =>
  eventually(async () => {
    const found = (await vehicles()).find(isAt(place));
    if (!found) throw new Error(`no vehicle at ${place}`);
    return found;
  });

const goneFrom = (place: [number, number]) =>
  eventually(async () => expect((await vehicles()).filter(isAt(place))).toEqual([]));

const codeOf = (vehicle: Vehicle) => new URL(vehicle.rental_uris!.web!).searchParams.get('code')!;

describe('every feed', () => {
  test.each(FEEDS)('%s says its version, and how long it may be kept', async (name) => {
    for (const path of [name, `${name}.json`]) {
      const { status, headers, json } = await api(`/gbfs/${path}`);
      expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('application/json')]);
      expect(json).toEqual({
        last_updated: expect.stringMatching(RFC3339),
        ttl: expect.any(Number),
        version: '3.0',
        data: expect.any(Object),
      });
      const [, maxAge] = /^public, max-age=(\d+)$/.exec(headers.get('cache-control')!)!;
      expect(Number(maxAge)).toBeLessThanOrEqual(json.ttl);
      expect(Date.parse(json.last_updated)).toBeLessThanOrEqual(Date.now());
    }
  });

  test.each(['station_status', 'gbfs.xml', 'toString'])('%s is no feed', async (name) => {
    const { status, json } = await api(`/gbfs/${name}`);
    expect([status, json.reason]).toEqual([404, 'feed_unknown']);
  });
});

describe('discovery', () => {
  test('its addresses are those of the host that was asked, and work', async () => {
    const { feeds } = (await feed('gbfs')).data as { feeds: { name: string; url: string }[] };
    expect(feeds.map(({ name }) => name).sort()).toEqual([...FEEDS].sort());
    for (const { url } of feeds) {
      expect(new URL(url).origin).toBe(stack().http);
      expect((await fetch(url)).status).toBe(200);
    }
    expect((await feed('gbfs_versions')).data.versions).toEqual([
      { version: '2.3', url: `${stack().http}/gbfs/2.3/gbfs.json` },
      { version: '3.0', url: `${stack().http}/gbfs/gbfs.json` },
    ]);
  });

  test('behind a proxy they have the scheme that the proxy was asked by', async () => {
    const [{ url }] = (await feed('gbfs', { 'x-forwarded-proto': 'https' })).data.feeds;
    expect(new URL(url).protocol).toBe('https:');
  });
});

test('the system says who it is', async () => {
  expect((await feed('system_information')).data).toEqual({
    system_id: 'skein',
    languages: ['en'],
    name: [{ text: expect.any(String), language: 'en' }],
    opening_hours: '24/7',
    feed_contact_email: expect.stringContaining('@'),
    timezone: expect.stringContaining('/'),
  });
});

test('every type has a plan, and what has a motor a range', async () => {
  const { vehicle_types } = (await feed('vehicle_types')).data;
  const { plans } = (await feed('system_pricing_plans')).data;
  const planIds = plans.map(({ plan_id }: { plan_id: string }) => plan_id);
  for (const type of vehicle_types) {
    expect(planIds).toContain(type.default_pricing_plan_id);
    expect(type.propulsion_type === 'human' || type.max_range_meters >= 0).toBe(true);
  }
  expect(vehicle_types).toContainEqual(expect.objectContaining({ vehicle_type_id: 'bike', form_factor: 'bicycle' }));
  expect(vehicle_types).toContainEqual(expect.objectContaining({ vehicle_type_id: 'washer', form_factor: 'other' }));
  expect(vehicle_types).not.toContainEqual(expect.objectContaining({ vehicle_type_id: 'robot' }));
});

test('plans are in the currency, not in its minor units', async () => {
  const { plans } = (await feed('system_pricing_plans')).data;
  const words = (text: string) => [{ text, language: 'en' }];
  expect(plans).toContainEqual({
    plan_id: 'bike',
    name: words('Bike'),
    currency: 'CNY',
    is_taxable: false,
    price: 1,
    description: words(
      '1.00 CNY to unlock and 0.20 CNY for each started minute after the first 2, at most 25.00 CNY a day.',
    ),
    per_min_pricing: [{ start: 2, rate: 0.2, interval: 1 }],
  });
  expect(plans).toContainEqual({
    plan_id: 'washer',
    name: words('Washer'),
    currency: 'CNY',
    is_taxable: false,
    price: washer.price / 100,
    description: words(
      `${(washer.price / 100).toFixed(2)} CNY for ${washer.minutes} minutes, paid when the rental begins.`,
    ),
  });
});

describe('vehicles', () => {
  test('a device that can be rented is there, under an id that is not its own', async () => {
    const position = somewhere();
    const { id } = await connectedDevice({ kind: 'bike', position });
    const vehicle = await vehicleAt(position);
    expect(vehicle).toEqual({
      vehicle_id: expect.any(String),
      vehicle_type_id: 'bike',
      lat: expect.closeTo(position[1], 5),
      lon: expect.closeTo(position[0], 5),
      is_reserved: false,
      is_disabled: false,
      last_reported: expect.stringMatching(RFC3339),
      pricing_plan_id: 'bike',
      rental_uris: { web: expect.stringMatching(/^https:\/\/example\.com\/rent\?code=[^&]+$/) },
    });
    expect(JSON.stringify(await vehicles())).not.toContain(id);
  });

  test('it follows its state reports; what has a motor says how far it goes, and its charge', async () => {
    const moved = somewhere();
    const { report } = await connectedDevice({ kind: 'massage_chair', position: somewhere() });
    const at = Date.now() - 5000;
    await report({ at, position: moved, battery: 0.83, status: 'available' });
    expect(await vehicleAt(moved)).toMatchObject({
      vehicle_type_id: 'massage_chair',
      last_reported: new Date(at).toISOString(),
      current_range_meters: 0,
      current_fuel_percent: 0.83,
    });
  });

  test('an offline one, one out of service, a broken one and one without a place are absent', async () => {
    const [offline, closed, broken, free] = [somewhere(), somewhere(), somewhere(), somewhere()];
    const gone = await connectedDevice({ position: offline });
    await vehicleAt(offline);
    await connectedDevice({ position: closed, status: 'out_of_service' });
    const { report } = await connectedDevice({ position: broken });
    await vehicleAt(broken);
    await report({ position: broken, status: 'fault' });
    const { id: nowhere } = await connectedDevice({});
    await gone.client.endAsync();
    await online(gone.id, false);

    for (const place of [offline, closed, broken]) await goneFrom(place);
    await connectedDevice({ position: free });
    await vehicleAt(free); // the feed is newer than all of them
    const seen = await vehicles();
    expect(seen.filter((one) => [offline, closed, broken].some((place) => isAt(place)(one)))).toEqual([]);
    expect(JSON.stringify(seen)).not.toContain(nowhere);
  });

  test('its link rents it, once: then it is absent, and comes back as another', async () => {
    const position = somewhere();
    const bike = await connectedDevice({ kind: 'bike', position });
    const before = await vehicleAt(position);

    const alice = await rider();
    const headers = { 'idempotency-key': unique('key') };
    const { status, json: rental } = await alice.rent(codeOf(before), headers);
    expect([status, rental.device_id]).toEqual([201, bike.id]);
    await bike.answer(await bike.hear(/commands/), 'done');
    await eventually(async () => expect((await alice.rental(rental.rental_id)).state).toBe('active'));
    await goneFrom(position);

    await alice.release(rental.rental_id);
    const after = await vehicleAt(position);
    expect(after.vehicle_id).not.toBe(before.vehicle_id);
    const late = await (await rider()).rent(codeOf(before));
    expect([late.status, late.json.reason]).toEqual([410, 'code_expired']);
    const again = await alice.rent(codeOf(before), headers); // her own retry is still hers
    expect([again.status, again.json.rental_id]).toEqual([201, rental.rental_id]);
    expect((await (await rider()).rent(codeOf(after))).status).toBe(201);
  });
});
