import { handler as state } from '../../../functions/device/mqtt/state.ts';
import { handler as sweep } from '../../../functions/device/schedule/sweep.ts';
import { redis } from '../../../lib/redis.ts';
import { brokerIsAway, withBroker } from '../../harness/published.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { kettle, register as registerProduct, retired } from '../product/doors.ts';
import { rejectionsOf } from '../rejection/doors.ts';
import { clockIs, newDevice, register, report, SECOND, seen, T0 } from './doors.ts';

withRedis();
const published = withBroker();
beforeEach(() => clockIs(T0));

/** A registered device of a product of its own. */
async function deviceOf(changes: object): Promise<string> {
  const [product, id] = [unique('kettle'), unique('device')];
  expect(
    (await registerProduct(product, kettle({ actions: undefined, 'skein:rental': undefined, ...changes }))).status,
  ).toBe(201);
  expect((await register(id, { product, kind: undefined })).status).toBe(201);
  return id;
}

const reasons = async (id: string) =>
  (await rejectionsOf(id)).json.samples.map(
    ({ reason, detail }: { reason: string; detail: string }) => `${reason} ${detail}`,
  );
const valuesOf = async (id: string) => (await seen(id)).state.properties;

test('what is wrong does not become state, what is right does, and the device is told the difference', async () => {
  const id = await deviceOf({});
  await report(id, 1, { properties: { boiling: true, program: 'beer', colour: 'red' } });
  expect(await valuesOf(id)).toEqual({ boiling: true });
  const told = [
    {
      said: 'state',
      reason: 'property_invalid',
      detail: '/properties/program must be equal to one of the allowed values',
    },
    { said: 'state', reason: 'property_undeclared', detail: '/properties/colour is no property of its product' },
  ];
  expect(published(new RegExp(`^devices/${id}/rejections$`))).toEqual([{ at: T0, rejections: told, count: 2 }]);
  expect((await rejectionsOf(id)).json.counts).toHaveLength(2);
});

test('of a report full of faults the first ten are told', async () => {
  const id = await deviceOf({});
  const properties = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`p${i}`, i]));
  await report(id, 1, { properties: { boiling: true, ...properties } });
  expect((await rejectionsOf(id)).json.counts).toMatchObject([{ reason: 'property_undeclared', count: 10 }]);
  expect(await valuesOf(id)).toEqual({ boiling: true });
});

test('a charge is held against what the product says of it, and to 0 to 1 where it says nothing', async () => {
  const [strict, silent] = [
    await deviceOf({ properties: { battery: { type: 'number', minimum: 0.5 } } }),
    await deviceOf({}),
  ];
  for (const id of [strict, silent]) await report(id, 1, { battery: 0.2 });
  expect(await seen(strict)).not.toHaveProperty('battery');
  expect((await seen(silent)).battery).toBe(0.2);
  await report(strict, 2, { battery: 0.6 });
  expect(await seen(strict)).toMatchObject({ battery: 0.6, state: { properties: { battery: 0.6 } } });
});

test.each([
  ['not JSON', 'hello', 'malformed not JSON'],
  ['no report', '{"seq":1}', 'malformed /boot is missing'],
  ['seconds', `{"seq":1,"boot":"a","at":${T0 / 1000}}`, `at_in_seconds /at is ${T0 / 1000}`],
  ['a clock that is ahead', `{"seq":1,"boot":"a","at":${T0 + 61_000}}`, 'clock_ahead /at is 61000 ms ahead'],
])('%s is named', async (_, text, reason) => {
  const id = await newDevice();
  await state(sqsEvent(JSON.stringify({ data: Buffer.from(text).toString('base64'), device_id: id, received_at: T0 })));
  expect(await reasons(id)).toEqual([reason]);
  expect((await seen(id)).state).toEqual({});
});

test('a device that nobody has registered is told so', async () => {
  const id = unique('stranger');
  await report(id, 1, { properties: { locked: true } });
  expect(await reasons(id)).toEqual([`device_unknown ${id}`]);
  await register(id);
  await report(id, 2, { properties: { locked: true } });
  expect(await valuesOf(id)).toEqual({ locked: true });
});

describe('a product that says how its devices move', () => {
  const metres = (north: number): [number, number] => [10, 50 + north / 111_195];
  const walker = () => deviceOf({ 'skein:motion': { max_speed: 2, bounds: [9, 49, 11, 51] } });

  test('a place that cannot be reached in time is a jump, and the rest of the report counts', async () => {
    const id = await walker();
    await report(id, 1, { position: metres(0) });
    await report(id, 2, { position: metres(2.1), properties: { boiling: true } });
    expect(await seen(id)).toMatchObject({ position: metres(0), state: { seq: 2, properties: { boiling: true } } });
    expect(await reasons(id)).toEqual(['jump /position is 2 m away after 1 s']);
    await report(id, 3, { position: metres(3.9) });
    expect((await seen(id)).position).toEqual(metres(3.9));
    // two reports of one moment may be as far apart as one second makes possible
    await state(sqsEvent(envelope(id, { seq: 4, boot: 'a', at: T0 + 3 * SECOND, position: metres(5.8) }, T0)));
    expect((await seen(id)).position).toEqual(metres(5.8));
  });

  test('a place outside of its bounds is none', async () => {
    const id = await walker();
    for (const [i, position] of [
      [8.99, 50],
      [11.01, 50],
      [10, 48.99],
      [10, 51.01],
    ].entries()) {
      await report(id, i + 1, { position });
    }
    expect(await seen(id)).not.toHaveProperty('position');
    expect((await rejectionsOf(id)).json.counts).toMatchObject([{ reason: 'outside_bounds', count: 4 }]);
    await report(id, 5, { position: [12, 50], properties: { colour: 'red' } });
    expect((await reasons(id)).filter((reason: string) => reason.startsWith('property_undeclared'))).toHaveLength(1);
    await report(id, 6, { position: [9, 49] });
    expect((await seen(id)).position).toEqual([9, 49]);
    const other = await walker();
    await report(other, 1, { position: [11, 51] });
    expect((await seen(other)).position).toEqual([11, 51]);
  });

  test('where it says nothing, a device may be anywhere', async () => {
    const id = await deviceOf({});
    for (const [i, position] of [
      [8, 50],
      [100, -50],
    ].entries())
      await report(id, i + 1, { position });
    expect((await seen(id)).position).toEqual([100, -50]);
  });
});

describe('an observable property', () => {
  const watched = () =>
    deviceOf({ properties: { boiling: { type: 'boolean', observable: true }, power: { type: 'number' } } });
  const values = (id: string) => published(new RegExp(`^devices/${id}/properties/boiling$`));

  test('is published after each change, and only then', async () => {
    const id = await watched();
    await report(id, 1, { properties: { boiling: false, power: 1 } });
    await report(id, 2, { properties: { boiling: false, power: 2 } });
    await report(id, 3, { properties: { power: 3 } });
    await report(id, 4, { properties: { boiling: true } });
    expect(values(id)).toEqual([false, true]);
    expect(published(new RegExp(`^devices/${id}/properties/power$`))).toEqual([]);
  });

  test('that could not be published is published later, as it is by then', async () => {
    const id = await watched();
    const away = brokerIsAway();
    await expect(report(id, 1, { properties: { boiling: true } })).rejects.toThrow('iotdata answered');
    away.restore();
    await report(id, 2, { properties: { boiling: false } });
    clockIs(T0 + 60 * SECOND);
    await sweep();
    await sweep();
    expect(values(id).at(-1)).toBe(false);
    expect(values(id).length).toBeLessThanOrEqual(2);
    expect(await redis().zcard('devices:changes')).toBe(0);
  });
});

test('a version without a property: its value is shown no more, and a device that still says it is told so', async () => {
  const [product, id] = [unique('kettle'), unique('device')];
  await registerProduct(product, kettle({ actions: undefined, 'skein:rental': undefined }));
  await register(id, { product, kind: undefined });
  await report(id, 1, { properties: { boiling: true, program: 'tea' } });
  jest.restoreAllMocks();
  const without = { version: { model: '1.1.0' }, properties: { boiling: { type: 'boolean' } } };
  await registerProduct(product, kettle({ actions: undefined, 'skein:rental': undefined, ...without }));
  // a warm function may know the version before for ten seconds
  jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 11 * SECOND);
  clockIs(T0 + 5 * SECOND);
  await report(id, 2, { properties: { boiling: false, program: 'coffee' } });
  expect(await valuesOf(id)).toEqual({ boiling: false });
  expect(await reasons(id)).toEqual(['property_undeclared /properties/program is no property of its product']);
});

test('devices of a retired product go on reporting', async () => {
  const [product, id] = [unique('kettle'), unique('device')];
  await registerProduct(product, kettle({ actions: undefined, 'skein:rental': undefined }));
  await register(id, { product, kind: undefined });
  await retired(product);
  jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 11_000); // what a warm function knows is over
  await report(id, 1, { properties: { boiling: true, program: 'beer' } });
  expect(await valuesOf(id)).toEqual({ boiling: true });
  expect(await reasons(id)).toEqual([
    'property_invalid /properties/program must be equal to one of the allowed values',
  ]);
});
