import { handler as rejections } from '../../../functions/heatmap/http/rejections.ts';
import { handler as ingest } from '../../../functions/heatmap/mqtt/ingest.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { CENTER } from '../../harness/venue.ts';
import { register as registerDevice } from '../device/doors.ts';
import { kettle, register as registerProduct } from '../product/doors.ts';
import { newVenue, seen } from './doors.ts';

withRedis();
const published = withBroker();
const NOW = Date.now();
const far: [number, number] = [CENTER[0] + 0.005, CENTER[1]];

const take = (device: string, ...payloads: unknown[]) =>
  ingest(sqsEvent(...payloads.map((payload) => envelope(device, payload, NOW))));
const ask = async (venue_id: string) => (await call(rejections, { path: { venue_id }, caller: OPERATOR })).json;

test('of every reason there is a count, by device too, and a sample', async () => {
  const venue = await newVenue();
  const device = 'r 1';
  await take(device, seen(venue, { at: NOW }));
  const bad = {
    malformed: { ...seen(venue, {}), seq: 'x' },
    floor_unknown: seen(venue, { floor: '9' }),
    clock_ahead: seen(venue, { at: NOW + 120_000 }),
    too_late: seen(venue, { at: 0 }),
    at_in_seconds: seen(venue, { at: Math.floor(NOW / 1000) }),
    outside_venue: seen(venue, { position: [0, 0] }),
    count_out_of_range: seen(venue, { counts: [[...CENTER, 201]] }),
    duplicate: seen(venue, { at: NOW }),
    jump: seen(venue, { seq: 2, at: NOW, position: far }),
  };
  await take(device, ...Object.values(bad));
  const once = Object.fromEntries(Object.keys(bad).map((reason) => [reason, 1]));
  const { samples, ...counts } = await ask(venue);
  expect(counts).toEqual({ venue_id: venue, accepted: 1, rejected: once, devices: { [device]: once } });
  const shown = Object.fromEntries(samples.map((one: { reason: string }) => [one.reason, one]));
  expect(Object.keys(shown).sort()).toEqual(Object.keys(bad).sort());
  for (const one of samples) expect(one.device_id).toBe(device);
  expect(shown.jump.report).toEqual({ boot: 'b', seq: 2, at: NOW, position: far });
  expect(shown.duplicate.report).toEqual({ boot: 'b', seq: 1, at: NOW, position: CENTER });
  expect(JSON.parse(shown.malformed.text)).toEqual(bad.malformed);
});

test('a sample keeps the first 512 bytes of what was sent, and says how many there were', async () => {
  const device = unique('robot');
  const text = `"${'x'.repeat(2000)}"`;
  await ingest(
    sqsEvent(JSON.stringify({ data: Buffer.from(text).toString('base64'), device_id: device, received_at: NOW })),
  );
  const { samples } = await ask('unknown');
  expect(samples).toEqual([
    expect.objectContaining({ device_id: device, received_at: NOW, bytes: text.length, text: text.slice(0, 512) }),
  ]);
});

test('of each reason the last twenty are kept, in batches of whatever size', async () => {
  const venue = await newVenue();
  const bad = (seq: number) => ({ ...seen(venue, { seq }), floor: '9' });
  const kept = async () =>
    ((await ask(venue)).samples as { text: string }[])
      .map(({ text }) => (JSON.parse(text) as { seq: number }).seq)
      .sort((a, b) => a - b);
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  for (const seq of [1, 2, 3]) await take('robot', bad(seq));
  expect(await kept()).toEqual([1, 2, 3]);
  await take('robot', ...numbers(4, 15).map(bad));
  await take('robot', ...numbers(16, 25).map(bad));
  expect(await kept()).toEqual(numbers(6, 25));
  await take('robot', ...numbers(26, 60).map(bad));
  expect(await kept()).toEqual(numbers(41, 60));
});

test('what names no known venue is counted under unknown, and spoils nothing for the others', async () => {
  const [venue, device] = [await newVenue(), unique('robot')];
  const { batchItemFailures } = await take(device, seen('nowhere', {}), { venue_id: 'no where' }, seen(venue, {}), 7);
  expect(batchItemFailures).toEqual([]);
  expect((await ask('unknown')).devices[device]).toEqual({ venue_unknown: 1, malformed: 2 });
  expect(await ask(venue)).toMatchObject({ accepted: 1, rejected: {} });
});

test('a venue that has heard of no report has counts of nothing; one that is not registered has none', async () => {
  const venue = await newVenue();
  expect(await ask(venue)).toEqual({ venue_id: venue, accepted: 0, rejected: {}, devices: {}, samples: [] });
  const { status, json } = await call(rejections, { path: { venue_id: unique('mall') }, caller: OPERATOR });
  expect([status, json.reason]).toEqual([404, 'venue_unknown']);
});

test('a robot is told what did not count, but not of what was delivered twice', async () => {
  const [venue, device] = [await newVenue(), unique('robot')];
  await take(
    device,
    seen(venue, { at: NOW }),
    seen(venue, { at: NOW }),
    seen(venue, { seq: 2, at: NOW, position: far }),
    seen(venue, { floor: '9' }),
  );
  expect(published(new RegExp(`^devices/${device}/rejections$`))).toMatchObject([
    {
      rejections: [
        { said: 'crowd', reason: 'floor_unknown', detail: '9' },
        { said: 'crowd', reason: 'jump' },
      ],
      count: 2,
    },
  ]);
});

test('each of a batch is told what was wrong with its own report', async () => {
  const [venue, lost, jumper] = [await newVenue(), unique('robot'), unique('robot')];
  await ingest(
    sqsEvent(
      envelope(lost, seen(venue, { floor: '9' }), NOW),
      envelope(jumper, seen(venue, { at: NOW }), NOW),
      envelope(lost, seen(venue, { floor: '8', seq: 2 }), NOW),
      envelope(jumper, seen(venue, { seq: 2, at: NOW, position: far }), NOW),
    ),
  );
  const told = (device: string) =>
    published(new RegExp(`^devices/${device}/rejections$`)).flatMap(({ rejections }) =>
      rejections.map(({ reason }: { reason: string }) => reason),
    );
  expect([told(lost), told(jumper)]).toEqual([['floor_unknown', 'floor_unknown'], ['jump']]);
});

test('how fast a device moves is what its product says, and 3 m/s where nobody knows it', async () => {
  const [venue, robot, dog] = [await newVenue(), unique('robot'), unique('dog')];
  await registerProduct(
    dog,
    kettle({ actions: undefined, 'skein:rental': undefined, 'skein:motion': { max_speed: 10 } }),
  );
  await registerDevice(dog, { product: dog, kind: undefined });
  const metres = (east: number): [number, number] => [
    CENTER[0] + east / (111_195 * Math.cos((CENTER[1] * Math.PI) / 180)),
    CENTER[1],
  ];
  const rejected = async () => (await ask(venue)).rejected.jump ?? 0;
  for (const device of [robot, dog]) {
    await take(device, seen(venue, { at: NOW }), seen(venue, { seq: 2, at: NOW + 1000, position: metres(2.9) }));
    expect(await rejected()).toBe(0);
  }
  await take(dog, seen(venue, { seq: 3, at: NOW + 2000, position: metres(12.8) }));
  expect(await rejected()).toBe(0);
  await take(dog, seen(venue, { seq: 4, at: NOW + 3000, position: metres(23) }));
  expect(await rejected()).toBe(1);
  await take(robot, seen(venue, { seq: 3, at: NOW + 2000, position: metres(6) }));
  expect(await rejected()).toBe(2);
});
