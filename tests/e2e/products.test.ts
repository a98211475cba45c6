import type { PrepaidTariff } from '../../events/product/tariff.ts';
import { issue } from '../../local/aws/issuer.ts';
import { eventually } from '../harness/eventually.ts';
import { connectedDevice, connectedPhone, rider } from '../harness/rental.ts';
import { api, connect } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';

const CONTEXT = ['https://www.w3.org/2022/wot/td/v1.1', { skein: 'https://skein.dev/vocabulary#' }];
const base = (title: string, rest: object) => ({
  '@context': CONTEXT,
  '@type': 'tm:ThingModel',
  title,
  version: { model: '1.0.0' },
  ...rest,
});
const asOperator = { role: 'operator' } as const;

/** Adds a kind of device to the running stack; gives its id. */
async function product(title: string, rest: object): Promise<string> {
  const id = unique(title.toLowerCase());
  const { status, json } = await api(`/v1/products/${id}`, { method: 'PUT', body: base(title, rest), ...asOperator });
  expect([status, json.title ?? json.model.title]).toEqual([201, title]);
  return id;
}

const battery = { type: 'number', minimum: 0, maximum: 1, readOnly: true };

test('a scooter that nobody has written code for is priced, rented, shown in the feed with its range, and paid', async () => {
  const tariff = { form: 'prepaid', currency: 'EUR', price: 350, minutes: 30 } as const satisfies PrepaidTariff;
  const scooter = await product('Scooter', {
    'skein:rental': { tariff },
    'skein:gbfs': { form_factor: 'scooter_standing', propulsion_type: 'electric', max_range_meters: 30_000 },
    properties: { battery },
  });
  const position: [number, number] = [2 + Math.random(), 48 + Math.random()];
  const device = await connectedDevice({ kind: scooter, position });
  await device.report({ position, battery: 0.5 });

  const feed = async (name: string) => (await api(`/gbfs/${name}`)).json.data;
  await eventually(async () => {
    const { vehicles } = await feed('vehicle_status');
    const vehicle = vehicles.find((one: { vehicle_type_id: string }) => one.vehicle_type_id === scooter);
    const range = { current_range_meters: 15_000, current_fuel_percent: 0.5 };
    expect(vehicle).toMatchObject({ ...range, pricing_plan_id: scooter });
  });
  const { vehicle_types } = await feed('vehicle_types');
  expect(vehicle_types).toContainEqual(expect.objectContaining({ vehicle_type_id: scooter, max_range_meters: 30_000 }));
  const { plans } = await feed('system_pricing_plans');
  expect(plans).toContainEqual(expect.objectContaining({ plan_id: scooter, currency: 'EUR', price: 3.5 }));

  const anne = await rider(1000, { currency: 'EUR' });
  const quote = await anne.call(`/v1/codes/${device.code}`);
  expect(quote.json).toMatchObject({ product: scooter, tariff, hold: 350, available: 1000, lacks: [] });
  const near = await anne.call(`/v1/devices?near=${position}&product=${scooter}`);
  expect(near.json.devices).toMatchObject([{ device_id: device.id, product: scooter, battery: 0.5, tariff }]);
  const phone = await connectedPhone(anne);
  expect((await anne.rent(device.code)).status).toBe(201);
  const bind = await device.hear(/commands/);
  await device.answer(bind, 'done');
  await phone.hear(/events$/);
  expect((await anne.call(`/v1/codes/${device.code}`)).json.lacks).toEqual(['device_in_use', 'too_many_rentals']);
  await anne.release(bind.rental_id);
  expect(await anne.statement()).toMatchObject({ balance: 650, currency: 'EUR' });
  const chinese = await rider(1000);
  expect((await chinese.rent(device.code)).json.reason).toBe('currency_differs');
});

test('the parking bays of a venue are listed by occupancy', async () => {
  const bay = await product('Bay', { properties: { occupied: { type: 'boolean', observable: true } } });
  const venue_id = unique('garage');
  const bays = await Promise.all([true, false, true].map(() => connectedDevice({ kind: bay, venue_id })));
  const list = async (occupied: boolean): Promise<string[]> => {
    const query = new URLSearchParams({ venue_id, product: bay, property: `occupied:${occupied}` });
    const { json } = await api(`/v1/fleet?${query}`, { role: 'partner' });
    return json.devices.map(({ device_id }: { device_id: string }) => device_id);
  };
  await Promise.all(bays.map(({ report }, i) => report({ properties: { occupied: i !== 1 } })));
  await eventually(async () => expect(await list(true)).toHaveLength(2));
  expect(await list(false)).toEqual([bays[1]!.id]);
  await bays[1]!.report({ properties: { occupied: true } });
  await eventually(async () => expect(await list(false)).toEqual([]));
});

test('a bus is followed along its way by an app', async () => {
  const bus = await connectedDevice({ kind: 'bus' });
  const { token } = await rider();
  const places: unknown[] = [];
  const T0 = Date.now() - 60_000;
  for (let stop = 0; stop < 4; stop++) {
    const position = [121.47 + stop * 0.001, 31.23];
    await bus.report({ at: T0 + stop * 10_000, position, properties: { line: '71', passengers: stop } });
    await eventually(async () => {
      const { json } = await api(`/v1/devices/${bus.id}`, { token });
      expect(json.position).toEqual(position);
      places.push(json.position);
    });
  }
  expect(places).toHaveLength(4);
  await bus.report({ at: T0 + 40_000, position: [122, 31.23] }); // 50 km in ten seconds
  await bus.report({ at: T0 + 41_000, properties: { passengers: 40 } });
  const all = async () => (await api(`/v1/devices/${bus.id}`, asOperator)).json;
  await eventually(async () => expect((await all()).state.properties.passengers).toBe(40));
  expect((await all()).position).toEqual(places.at(-1));
});

test('a door lock is read and observed as its Thing Description says', async () => {
  const lock = await product('Lock', { properties: { locked: { type: 'boolean', observable: true }, battery } });
  const door = await connectedDevice({ kind: lock });
  await door.report({ battery: 0.5, properties: { locked: true } });
  const reader = unique('reader');
  const token = await issue({ sub: reader, role: 'operator' });
  const { properties } = (await api(`/v1/devices/${door.id}/td`, { token })).json;
  const [overHttp, overMqtt] = properties.locked.forms;

  const read = async () =>
    (await (await fetch(overHttp.href, { headers: { authorization: `Bearer ${token}` } })).json()) as unknown;
  await eventually(async () => expect(await read()).toBe(true));
  const { protocol, host, pathname } = new URL(overMqtt.href);
  expect([protocol, pathname]).toEqual(['mqtt:', `/${overMqtt['mqv:filter']}`]);
  expect(host).toMatch(/^127\.0\.0\.1:\d+$/);
  const client = await connect(reader, 'operator');
  const observed: string[] = [];
  client.on('message', (_, payload) => observed.push(payload.toString()));
  await client.subscribeAsync(overMqtt['mqv:filter'], { qos: 1 });
  await eventually(() => expect(observed).toEqual(['true'])); // kept by the broker
  await door.report({ properties: { locked: false } });
  await eventually(() => expect(observed).toEqual(['true', 'false']));
  await client.endAsync(true);
});

test('a firmware engineer sees what was wrong while the device is on the desk', async () => {
  const device = await connectedDevice({ kind: 'washer' });
  await device.client.subscribeAsync(`devices/${device.id}/rejections`, { qos: 1 });
  await device.report({ properties: { running: 'yes', power_w: 2000 } });
  expect((await device.hear(/rejections$/)).rejections).toEqual([
    { said: 'state', reason: 'property_invalid', detail: '/properties/running must be boolean' },
  ]);
  const { counts } = (await api(`/v1/devices/${device.id}/rejections`, asOperator)).json;
  expect(counts).toMatchObject([{ said: 'state', reason: 'property_invalid', count: 1 }]);
});
