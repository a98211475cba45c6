import type { Command } from '../../../../events/device/command.ts';
import { conform } from '../../../../functions/product/index.ts';
import { parseModel } from '../../../../functions/product/parse.ts';
import { seeded } from '../../../../local/fleet/demo/random.ts';
import { Device, type DeviceOptions, type Saying } from '../../../../local/fleet/demo/town/device.ts';
import { Gauges } from '../../../../local/fleet/demo/town/gauges.ts';
import { MODELS } from '../../../functions/product/doors.ts';

const NOW = Date.UTC(2026, 10, 21, 12);

const device = (options: Partial<DeviceOptions> = {}) =>
  new Device({ moves: 'rented', boot: 'b1', random: seeded(1), ...options });

const command = (changes: Partial<Command> = {}): Command => ({
  command_id: 'R1',
  type: 'bind',
  device_id: 'bike-1',
  phone_id: 'phone-1',
  rental_id: 'R1',
  fence: 5,
  sent_at: NOW,
  expires_at: NOW + 10_000,
  minutes: 10,
  ...changes,
});

const states = (sayings: Saying[]) => sayings.filter(({ topic }) => topic === 'state').map(({ payload }) => payload);

test('it obeys a bind, answers, and repeats at once what the command told it', () => {
  const sayings = device().hear(command(), NOW);
  expect(sayings.map(({ topic }) => topic)).toEqual(['commands/R1/result', 'state']);
  expect(sayings[0]!.payload).toEqual({ command_id: 'R1', outcome: 'done', fence: 5, at: NOW });
  expect(sayings[1]!.payload).toMatchObject({
    ...{ seq: 1, boot: 'b1', at: NOW, status: 'in_use' },
    lease: { phone_id: 'phone-1', rental_id: 'R1', fence: 5 },
  });
});

test('the same bind once more changes nothing and is answered again', () => {
  const bike = device();
  bike.hear(command(), NOW);
  expect(bike.hear(command(), NOW).map(({ topic }) => topic)).toEqual(['commands/R1/result']);
});

test('it drops a command past its time, or with a fence older than it has seen', () => {
  const bike = device();
  expect(bike.hear(command({ expires_at: NOW - 1 }), NOW)).toEqual([]);
  bike.hear(command(), NOW);
  expect(bike.hear(command({ type: 'release', fence: 4 }), NOW)).toEqual([]);
  expect(bike.isLeased).toBe(true);
});

test('a release frees it, and its next report says so', () => {
  const bike = device();
  bike.hear(command(), NOW);
  const [result, state] = bike.hear(command({ command_id: 'R1-release', type: 'release' }), NOW + 1);
  expect(result!.payload).toMatchObject({ command_id: 'R1-release', outcome: 'done' });
  expect(state!.payload).toMatchObject({ status: 'available' });
  expect(state!.payload).not.toHaveProperty('lease');
});

test('the release of another rental leaves it with the one it has', () => {
  const bike = device();
  bike.hear(command(), NOW);
  bike.hear(command({ type: 'release', rental_id: 'R0' }), NOW);
  expect(bike.isLeased).toBe(true);
});

test('what it does not know it refuses', () => {
  const [result] = device().hear(command({ type: 'dance' as 'bind' }), NOW);
  expect(result!.payload).toMatchObject({ outcome: 'refused', reason: 'unknown_command' });
});

test('a stubborn one refuses sometimes, and is not leased then', () => {
  const bike = device({ temper: 'stubborn', random: () => 0 });
  const [result] = bike.hear(command(), NOW);
  expect(result!.payload).toEqual({ command_id: 'R1', outcome: 'refused', reason: 'lock_jammed', fence: 5, at: NOW });
  expect(bike.isLeased).toBe(false);
  expect(device({ temper: 'stubborn', random: () => 0.9 }).hear(command(), NOW)[0]!.payload).toMatchObject({
    outcome: 'done',
  });
});

test('a sleepy one falls silent for a while, and then goes on', () => {
  const bike = device({ temper: 'sleepy', random: () => 0 });
  expect(bike.step(1, NOW)).toEqual([]);
  expect(bike.hear(command(), NOW)).toEqual([]);
  expect(bike.hear(command({ expires_at: NOW + 60_000 }), NOW + 46_000)).not.toEqual([]);
});

test('a prepaid time ends by itself, with an event', () => {
  const chair = device({ moves: 'never' });
  chair.hear(command(), NOW);
  expect(chair.step(1, NOW + 599_999).map(({ topic }) => topic)).toEqual(['state']);
  const sayings = chair.step(1, NOW + 600_000);
  expect(sayings[0]).toEqual({
    topic: 'events',
    payload: { type: 'released', rental_id: 'R1', fence: 5, at: NOW + 600_000 },
  });
  expect(sayings[1]!.payload).toMatchObject({ status: 'available' });
});

test('it reports at the latest every ten seconds, in sequence', () => {
  const chair = device({ moves: 'never' });
  const said = Array.from({ length: 61 }, (_, second) => states(chair.step(1, NOW + second * 1000))).flat();
  expect(said.map((payload) => ('seq' in payload ? [payload.seq, payload.at - NOW] : []))).toEqual(
    [0, 10, 20, 30, 40, 50, 60].map((second, i) => [i + 1, second * 1000]),
  );
});

test('a bike moves while it is ridden, and says so; a bus moves by itself, and a chair never', () => {
  const places = (moves: NonNullable<DeviceOptions['moves']>, isRented: boolean) => {
    const one = device({ moves });
    if (isRented) one.hear(command(), NOW);
    const said = Array.from({ length: 30 }, (_, i) => states(one.step(1, NOW + i * 1000))).flat();
    return new Set(said.map((payload) => ('position' in payload ? String(payload.position) : ''))).size;
  };
  for (const [moves, isRented] of [
    ['rented', true],
    ['always', false],
  ] as const) {
    expect(places(moves, isRented)).toBeGreaterThan(10);
  }
  expect([places('rented', false), places('never', true), places('never', false)]).toEqual([1, 1, 1]);
});

test('a lock that no action closes is open while the device is rented', () => {
  const bike = device({ gauges: { read: () => ({ locked: true }) } });
  const lockedNow = (at: number) =>
    states(bike.step(1, at)).map((payload) => 'properties' in payload && payload.properties);
  expect(lockedNow(NOW)).toEqual([{ locked: true }]);
  bike.hear(command(), NOW + 1000);
  expect(lockedNow(NOW + 20_000)).toEqual([{ locked: false }]);
});

test.each(MODELS)('what a device of %s says of itself is what its product allows', (product_id, body) => {
  const model = parseModel(body);
  const product = { product_id, version: '1.0.0', registered_at: 1, model, thing: model };
  const gauges = new Gauges(model, seeded(7));
  const readings = Array.from({ length: 50 }, () => gauges.read() ?? {});
  expect(readings.flatMap((values) => conform(product, values).faults)).toEqual([]);
  const { battery: _, ...others } = model.properties ?? {};
  expect(Object.keys(readings[0]!).sort()).toEqual(Object.keys(others).sort());
  const canVary = Object.values(others).some(({ type }) => type !== 'string' && type !== 'object');
  if (canVary) expect(new Set(readings.map((values) => JSON.stringify(values))).size).toBeGreaterThan(1);
});

test('at each reading one gauge changes, and a number by a twentieth of its range at most', () => {
  const range = { type: 'number' as const, minimum: 0, maximum: 100 };
  const gauges = new Gauges({ properties: { heat: range, wear: range } }, seeded(7));
  const readings = Array.from({ length: 50 }, () => gauges.read() as { heat: number; wear: number });
  for (const [i, { heat, wear }] of readings.slice(1).entries()) {
    const before = readings[i]!;
    expect([heat - before.heat, wear - before.wear]).toContain(0);
    expect(Math.abs(heat - before.heat) + Math.abs(wear - before.wear)).toBeLessThanOrEqual(5.1);
  }
});

test('a ride wears the battery, and somebody changes one that is nearly empty', () => {
  const bus = device({ moves: 'always' });
  const said = Array.from({ length: 1000 }, (_, i) => states(bus.step(10, NOW + i * 10_000))).flat();
  const charges = said.map((payload) => ('battery' in payload ? payload.battery! : Number.NaN));
  expect(Math.min(...charges)).toBeCloseTo(0.1);
  expect(Math.max(...charges)).toBe(1);
  expect(charges[10]).toBeLessThan(charges[0]!);
});
