import fc from 'fast-check';
import { MINUTES } from '../../../functions/heatmap/buckets/levels.ts';
import { readBuckets } from '../../../functions/heatmap/buckets/store.ts';
import { applyReports as applyAll, type Outcome } from '../../../functions/heatmap/ingest/apply.ts';
import type { CleanReport } from '../../../functions/heatmap/ingest/clean.ts';
import { readRejections } from '../../../functions/heatmap/rejections.ts';
import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { counted, Memory } from './oracle.ts';

withRedis();

/** What became of a batch, by its counts. */
const applyReports = async (...batch: Parameters<typeof applyAll>) => {
  const { refused: _, ...counts } = await applyAll(...batch);
  return counts;
};

const NOW = Math.floor(Date.now() / 60_000) * 60_000;
const CELLS = ['8d309959d09497f', '8d309959d095cbf', '8d309959d095dbf'];

const clean = (changes: Partial<CleanReport> = {}): CleanReport => ({
  deviceId: 'r1',
  seq: 1,
  boot: 'b1',
  at: NOW,
  floor: '1',
  position: [121.47, 31.23],
  people: new Map([[CELLS[0]!, 3]]),
  ...changes,
});

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

describe('the sequence memory', () => {
  test('knows the last number and the 63 before it, to the very one', async () => {
    const venue = unique('v');
    const verdictOf = async (seq: number) => {
      const { accepted, rejected } = await applyReports(venue, [clean({ seq })], []);
      return accepted === 1 ? 'accepted' : Object.keys(rejected)[0];
    };
    expect(await verdictOf(100)).toBe('accepted');
    expect([await verdictOf(37), await verdictOf(36)]).toEqual(['accepted', 'too_late']);
    expect([await verdictOf(37), await verdictOf(68), await verdictOf(69)]).toEqual([
      'duplicate',
      'accepted',
      'accepted',
    ]);
    expect(await verdictOf(101)).toBe('accepted');
    expect([await verdictOf(38), await verdictOf(37), await verdictOf(69)]).toEqual([
      'accepted',
      'too_late',
      'duplicate',
    ]);
  });

  test.each([1, 31, 32, 33, 45, 62, 63])('knows what it has seen before a gap of %i, and what not', async (gap) => {
    const venue = unique('v');
    const verdicts = (seqs: number[]) =>
      applyReports(
        venue,
        seqs.map((seq) => clean({ seq })),
        [],
      );
    const seen = [100, 99, 90, 70, 69, 68, 60, 40];
    const newest = 100 + gap;
    expect(await verdicts([...seen, newest])).toEqual({ accepted: seen.length + 1, rejected: {} });
    const window = Array.from({ length: 64 }, (_, i) => newest - i);
    const known = window.filter((seq) => seq === newest || seen.includes(seq));
    expect(await verdicts(known)).toEqual({ accepted: 0, rejected: { duplicate: known.length } });
    const unknown = window.filter((seq) => !known.includes(seq));
    expect(await verdicts(unknown)).toEqual({ accepted: unknown.length, rejected: {} });
  });

  test('reaches 64 numbers back in each of the two newest boots, as its model says', async () => {
    const step = fc.record({
      boot: fc.constantFrom('b1', 'b2', 'b3', 'b4'),
      seq: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom(63, 64, 65, 127, 128, 129, 5000)),
      at: fc.integer({ min: NOW - 60_000, max: NOW }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 150 }), fc.integer({ min: 1, max: 40 }), async (steps, size) => {
        const venue = unique('v');
        const model = new Memory();
        const expected: Record<string, number> = { accepted: 0, duplicate: 0, too_late: 0 };
        for (const one of steps) expected[model.verdict(one)]! += 1;
        const found: Record<string, number> = { accepted: 0, duplicate: 0, too_late: 0 };
        for (let i = 0; i < steps.length; i += size) {
          const { accepted, rejected } = await applyReports(venue, steps.slice(i, i + size).map(clean), []);
          found.accepted! += accepted;
          for (const [reason, count] of Object.entries(rejected)) found[reason]! += count!;
        }
        expect(found).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a jump', () => {
  const metresNorth = (metres: number): [number, number] => [121.47, 31.23 + metres / 110_900];
  const metresEast = (metres: number): [number, number] => [121.47 + metres / 95_080, 31.23];
  const moved = async (metres: number, seconds: number, position = metresNorth(metres)) => {
    const venue = unique('v');
    await applyReports(venue, [clean()], []);
    return applyReports(venue, [clean({ seq: 2, at: NOW + seconds * 1000, position })], []);
  };

  test('is faster than 3 m/s, forwards or backwards in time', async () => {
    expect(await moved(28, 10)).toMatchObject({ accepted: 1 });
    expect(await moved(32, 10)).toMatchObject({ rejected: { jump: 1 } });
    expect(await moved(28, -10)).toMatchObject({ accepted: 1 });
    expect(await moved(32, -10)).toMatchObject({ rejected: { jump: 1 } });
  });

  test('is as far to the east as to the north, though degrees of longitude are shorter', async () => {
    for (const way of [1, -1]) {
      expect(await moved(28, 10, metresEast(28 * way))).toMatchObject({ accepted: 1 });
      expect(await moved(32, 10, metresEast(32 * way))).toMatchObject({ rejected: { jump: 1 } });
    }
  });

  test('is not what a position trembles within a second', async () => {
    expect(await moved(2, 0)).toMatchObject({ accepted: 1 });
    expect(await moved(4, 0)).toMatchObject({ rejected: { jump: 1 } });
  });

  test('is judged once: its redelivery is a duplicate', async () => {
    const venue = unique('v');
    await applyReports(venue, [clean()], []);
    const far = clean({ seq: 2, position: metresNorth(500) });
    expect(await applyReports(venue, [far], [])).toMatchObject({ rejected: { jump: 1 } });
    expect(await applyReports(venue, [far], [])).toMatchObject({ rejected: { duplicate: 1 } });
  });

  test('is forgiven once there was time to walk there', async () => {
    expect(await moved(500, 170)).toMatchObject({ accepted: 1 });
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
