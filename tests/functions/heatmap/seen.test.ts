import fc from 'fast-check';
import { keys } from '../../../functions/heatmap/keys.ts';
import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { applyReports, clean, NOW } from './applied.ts';
import { Memory } from './oracle.ts';

withRedis();

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const TEN_MINUTES = 10 * MINUTE;

test('a report counts once, however often, in whatever order and among how many others it comes, as the model says', async () => {
  const step = fc.record({
    boot: fc.constantFrom('b1', 'b2', 'b3', 'b4'),
    seq: fc.oneof(
      fc.integer({ min: 0, max: 200 }),
      fc.constantFrom(0, 31, 32, 33, 63, 64, 2 ** 31, 2 ** 32 + 31, Number.MAX_SAFE_INTEGER),
    ),
    at: fc.constantFrom(NOW, NOW - MINUTE, NOW - 3 * HOUR, NOW - 23 * HOUR),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 150 }), fc.integer({ min: 1, max: 40 }), async (steps, size) => {
      const venue = unique('v');
      const model = new Memory();
      const expected: Record<string, number> = { accepted: 0, duplicate: 0 };
      for (const one of steps) expected[model.verdict(one)]! += 1;
      const found: Record<string, number> = { accepted: 0, duplicate: 0 };
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

test('what a queue delivers again after minutes counts, though the robot has gone on meanwhile', async () => {
  const venue = unique('v');
  const reports = Array.from({ length: 1200 }, (_, i) => clean({ seq: i + 1, at: NOW - (1200 - i) * 500 }));
  // 240 s at two a second
  const [failed, others] = [reports.slice(100, 580), [...reports.slice(0, 100), ...reports.slice(580)]];
  expect(await applyReports(venue, others, [])).toEqual({ accepted: 720, rejected: {} });
  expect(await applyReports(venue, failed.reverse(), [])).toEqual({ accepted: 480, rejected: {} });
  expect(await applyReports(venue, reports, [])).toEqual({ accepted: 0, rejected: { duplicate: 1200 } });
});

test('a backlog of a day, of many robots, in random order and delivered twice, counts once', async () => {
  const venue = unique('v');
  const backlog = Array.from({ length: 2000 }, (_, i) =>
    clean({ deviceId: `r${i % 20}`, seq: Math.floor(i / 20), at: NOW - Math.floor(i / 20) * 14 * MINUTE }),
  );
  const [shuffled] = fc.sample(fc.shuffledSubarray([...backlog, ...backlog], { minLength: 4000 }), 1);
  const found = { accepted: 0, duplicate: 0 };
  for (let i = 0; i < 4000; i += 500) {
    const { accepted, rejected } = await applyReports(venue, shuffled!.slice(i, i + 500), []);
    found.accepted += accepted;
    found.duplicate += rejected.duplicate ?? 0;
  }
  expect(found).toEqual({ accepted: 2000, duplicate: 2000 });
});

test('what was seen is forgotten an hour after all of its ten minutes is too late', async () => {
  const venue = unique('v');
  const start = Math.floor((NOW - 5 * HOUR) / TEN_MINUTES) * TEN_MINUTES;
  for (const at of [start, start + TEN_MINUTES - 1]) await applyReports(venue, [clean({ seq: at, at })], []);
  const until = start + TEN_MINUTES + 25 * HOUR;
  const left = await redis().pttl(keys.seen(venue, start));
  expect(Math.abs(left - (until - Date.now()))).toBeLessThan(5 * SECOND);
});

test('spans of one batch are forgotten each at its own time', async () => {
  const venue = unique('v');
  const starts = [20, 2].map((hours) => Math.floor((NOW - hours * HOUR) / TEN_MINUTES) * TEN_MINUTES);
  await applyReports(
    venue,
    starts.map((at, seq) => clean({ seq, at })),
    [],
  );
  for (const start of starts) {
    const left = await redis().pttl(keys.seen(venue, start));
    expect(Math.abs(left - (start + TEN_MINUTES + 25 * HOUR - Date.now()))).toBeLessThan(5 * SECOND);
  }
});

test('the largest numbers that a report may have are apart', async () => {
  const venue = unique('v');
  const largest = Array.from({ length: 200 }, (_, i) => clean({ seq: Number.MAX_SAFE_INTEGER - 32 * i }));
  expect(await applyReports(venue, largest, [])).toEqual({ accepted: 200, rejected: {} });
  expect(await applyReports(venue, largest, [])).toEqual({ accepted: 0, rejected: { duplicate: 200 } });
});

test('a robot that an earlier release has remembered goes on from where it was', async () => {
  const venue = unique('v');
  const kept = { boots: [['b1', 5, 31, 0, NOW]], place: [121.47, 31.23, NOW - 10 * SECOND] };
  await redis().hset(keys.places(venue), { r1: JSON.stringify(kept) });
  const jump = clean({ seq: 6, position: [121.49, 31.23] });
  expect(await applyReports(venue, [jump, clean({ seq: 7 })], [])).toEqual({ accepted: 1, rejected: { jump: 1 } });
});
