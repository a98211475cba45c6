import fc from 'fast-check';
import { MINUTES } from '../../../functions/heatmap/buckets/levels.ts';
import { readBuckets } from '../../../functions/heatmap/buckets/store.ts';
import type { Outcome } from '../../../functions/heatmap/ingest/apply.ts';
import type { CleanReport } from '../../../functions/heatmap/ingest/clean.ts';
import { readRejections } from '../../../functions/heatmap/rejections.ts';
import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { applyReports, CELLS, clean, NOW } from './applied.ts';
import { counted } from './oracle.ts';

withRedis();

const anyPeople = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...CELLS), fc.integer({ min: 0, max: 50 })), {
    selector: ([cell]) => cell,
    maxLength: 3,
  })
  .map((entries) => new Map(entries));

/** Some devices' reports, at most 64 a boot, so that all of them can be told apart in any order. */
const anyReports = fc.uniqueArray(
  fc.record({
    deviceId: fc.constantFrom('r1', 'r2', 'r3'),
    seq: fc.integer({ min: 1, max: 64 }),
    boot: fc.constantFrom('b1', 'b2'),
    at: fc.integer({ min: NOW - 150_000, max: NOW }),
    floor: fc.constantFrom('1', '2'),
    position: fc.constant<[number, number]>([121.47, 31.23]),
    people: anyPeople,
  }),
  { selector: ({ deviceId, boot, seq }) => `${deviceId} ${boot} ${seq}`, minLength: 1, maxLength: 120 },
);

async function heatOf(venue: string, wanted: Iterable<string>): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  const buckets = new Set([...wanted].map((key) => key.split(' ').slice(0, 2).join(' ')));
  for (const bucket of buckets) {
    const [floor, start] = bucket.split(' ') as [string, string];
    const { heats } = await readBuckets(venue, floor, [{ level: MINUTES, start: Number(start) }]);
    for (const [cell, { sum, samples, peak }] of heats[0]!)
      found.set(`${bucket} ${cell}`, { sum: Math.round(sum * samples), peak, samples });
  }
  return found;
}

function shuffled<T>(list: T[], draw: () => number): T[] {
  const order = new Map(list.map((_, i) => [i, draw()]));
  return [...list.keys()].sort((a, b) => order.get(a)! - order.get(b)!).map((i) => list[i]!);
}

const sumOf = (outcomes: Omit<Outcome, 'refused'>[]) =>
  outcomes.reduce(
    (sum, { accepted, rejected }) => sum + accepted + Object.values(rejected).reduce((a, b) => a + b, 0),
    0,
  );

describe('a report counts exactly once', () => {
  test('redelivered, reordered, in batches that run at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(anyReports, fc.infiniteStream(fc.nat()), async (reports, chance) => {
        const venue = unique('v');
        const draw = () => chance.next().value as number;
        const deliveries = shuffled([...reports, ...reports.filter(() => draw() % 3 === 0)], draw);
        const batches: CleanReport[][] = [[], [], [], []];
        for (const one of deliveries) batches[draw() % 4]!.push(one);

        const outcomes = await Promise.all(batches.map((batch) => applyReports(venue, batch, [])));

        expect(outcomes.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(reports.length);
        expect(sumOf(outcomes)).toBe(deliveries.length);
        const expected = counted(reports);
        const found = await heatOf(venue, expected.keys());
        expect(found).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('a batch that is delivered again as a whole, as after a crash, changes nothing', async () => {
    const venue = unique('v');
    const batch = Array.from({ length: 50 }, (_, i) => clean({ seq: i + 1 }));
    await applyReports(venue, batch, []);
    expect(await applyReports(venue, batch, [])).toEqual({ accepted: 0, rejected: { duplicate: 50 } });
    expect(await heatOf(venue, counted(batch).keys())).toEqual(counted(batch));
  });
});

describe('what an operator reads', () => {
  test('counts by reason and device, and the newest twenty of each reason', async () => {
    const venue = unique('v');
    const rejected = Array.from({ length: 50 }, (_, i) => ({
      reason: 'outside_venue' as const,
      deviceId: i % 2 ? 'r1' : 'r 2',
      sample: JSON.stringify({ reason: 'outside_venue', i }),
    }));
    await applyReports(venue, [clean(), clean()], rejected.slice(0, 30));
    await applyReports(venue, [], rejected.slice(30));
    const { samples, ...counts } = await readRejections(venue);
    expect(counts).toEqual({
      accepted: 1,
      rejected: { duplicate: 1, outside_venue: 50 },
      devices: { r1: { duplicate: 1, outside_venue: 25 }, 'r 2': { outside_venue: 25 } },
    });
    const numbers = (samples as { i?: number }[]).flatMap(({ i }) => i ?? []).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => 30 + i));
  });
});

test('a batch costs few billed commands, however many reports and cells it has', async () => {
  const venue = unique('v');
  const batch = Array.from({ length: 1000 }, (_, i) =>
    clean({
      deviceId: `r${i % 100}`,
      seq: Math.floor(i / 100) + 1,
      floor: i % 2 ? '1' : '2',
      people: new Map([[`${(0x8d309959d000000 + (i % 600)).toString(16)}`, 1]]),
    }),
  );
  const calls = async () => {
    const lines = ((await redis().exec(['INFO', 'commandstats'])) as string).split('\n');
    return lines.reduce(
      (sum, line) => sum + (/^cmdstat_(?!info)/.test(line) ? Number(/calls=(\d+)/.exec(line)?.[1]) : 0),
      0,
    );
  };
  await applyReports(venue, [clean({ deviceId: 'another' })], []);
  const before = await calls();
  expect(await applyReports(venue, batch, [])).toMatchObject({ accepted: 1000 });
  expect((await calls()) - before).toBeLessThanOrEqual(20);
});
