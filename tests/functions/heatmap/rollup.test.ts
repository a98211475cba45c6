import fc from 'fast-check';
import { DAYS, HOURS, MINUTES } from '../../../functions/heatmap/buckets/levels.ts';
import { rollUp } from '../../../functions/heatmap/buckets/rollup.ts';
import { readBuckets, readMarks, storeBucket } from '../../../functions/heatmap/buckets/store.ts';
import { applyReports } from '../../../functions/heatmap/ingest/apply.ts';
import type { CleanReport } from '../../../functions/heatmap/ingest/clean.ts';
import { hottest } from '../../../functions/heatmap/read/heat.ts';
import type { Metric } from '../../../functions/heatmap/read/query.ts';
import { aligned } from '../../../functions/heatmap/read/tiles.ts';
import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { counted } from './oracle.ts';

withRedis();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
// Redis expires by its own clock, so the tests live in the present.
const NOW = Date.now();
const TODAY = Math.floor(NOW / DAYS.span) * DAYS.span;
const CELLS = ['8d309959d09497f', '8d309959d095cbf'];

let seq = 0;
const at = (time: number, cell: string, people: number): CleanReport => {
  seq += 1;
  return {
    deviceId: `r${seq}`,
    seq,
    boot: 'b',
    at: time,
    floor: '1',
    position: [121.47, 31.23],
    people: new Map([[cell, people]]),
  };
};

/** What a window must show, from the reports alone: means of minute means, the highest count, all samples. */
function expected(reports: CleanReport[], from: number, to: number, metric: Metric) {
  const cells = new Map<string, { means: number[]; peak: number; samples: number }>();
  for (const [key, { sum, peak, samples }] of counted(reports.filter((one) => one.at >= from && one.at < to))) {
    const cell = key.split(' ')[2]!;
    const known = cells.get(cell) ?? { means: [], peak: 0, samples: 0 };
    known.means.push(sum / samples);
    cells.set(cell, { means: known.means, peak: Math.max(known.peak, peak), samples: known.samples + samples });
  }
  return new Map(
    [...cells].map(([cell, { means, peak, samples }]) => {
      const mean = means.reduce((a, b) => a + b, 0) / means.length;
      return [cell, { people: expect.closeTo(metric === 'mean' ? mean : peak, 9), samples }];
    }),
  );
}

async function shown(venue: string, from: number, to: number, metric: Metric) {
  const window = aligned({ from, to }, NOW);
  const query = { ...window, floor: '1', metric, resolution: 13, top: undefined };
  const spots = await hottest(venue, query, NOW);
  return new Map(spots.map(({ cell, people, samples }) => [cell, { people, samples }]));
}

const anyReport = fc
  .tuple(fc.integer({ min: 0, max: 30 * 60 }), fc.constantFrom(...CELLS), fc.integer({ min: 0, max: 9 }))
  .map(([minutes, cell, people]) => at(NOW - minutes * MINUTE, cell, people));

test('a window shows the same whenever and however often hours and days are rolled up, and late reports with it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anyReport, { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 4 }),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      fc.tuple(fc.nat(30 * 60), fc.nat(30 * 60)),
      fc.constantFrom<Metric>('mean', 'peak'),
      async (waves, rollsUp, [one, other], metric) => {
        const venue = unique('v');
        const reports: CleanReport[] = [];
        for (const [i, wave] of waves.entries()) {
          await applyReports(venue, wave, []);
          reports.push(...wave);
          if (rollsUp[i]) await Promise.all([rollUp(venue, NOW), rollUp(venue, NOW)]);
          const { from, to } = aligned(
            { from: NOW - Math.max(one, other) * MINUTE, to: NOW - Math.min(one, other) * MINUTE + 1 },
            NOW,
          );
          expect(await shown(venue, from, to, metric)).toEqual(expected(reports, from, to, metric));
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('an hour over is one bucket, and its mark is gone', async () => {
  const venue = unique('v');
  const hour = TODAY - 2 * HOUR;
  await applyReports(venue, [at(hour, CELLS[0]!, 2), at(hour + MINUTE, CELLS[0]!, 4)], []);
  expect([...(await readMarks(venue)).keys()]).toEqual([`hour 1 ${hour}`]);
  await rollUp(venue, NOW);
  expect([...(await readMarks(venue)).keys()]).toEqual([]);
  const { heats } = await readBuckets(venue, '1', [
    { level: HOURS, start: hour },
    { level: DAYS, start: TODAY - DAYS.span },
  ]);
  const tally = { sum: 6, minutes: 2, peak: 4, samples: 2 };
  expect(heats).toEqual([new Map([[CELLS[0], tally]]), new Map([[CELLS[0], tally]])]);
});

test('the running hour and day stay marked', async () => {
  const venue = unique('v');
  const hour = Math.floor(NOW / HOUR) * HOUR;
  await applyReports(venue, [at(NOW, CELLS[0]!, 2)], []);
  await rollUp(venue, NOW);
  expect([...(await readMarks(venue)).keys()]).toEqual([`hour 1 ${hour}`]);
});

test('a report that comes in while its hour is rolled up is not lost', async () => {
  const venue = unique('v');
  const hour = TODAY - 2 * HOUR;
  const name = { level: HOURS, start: hour };
  await applyReports(venue, [at(hour, CELLS[0]!, 2)], []);
  const token = (await readMarks(venue)).get(`hour 1 ${hour}`)!;
  await applyReports(venue, [at(hour, CELLS[1]!, 3)], []); // after the minutes were read, before the hour is stored
  expect(await storeBucket(venue, '1', name, new Map(), token)).toBe(false);
  expect((await shown(venue, hour, hour + HOUR, 'peak')).size).toBe(2);
  await rollUp(venue, NOW);
  expect((await shown(venue, hour, hour + HOUR, 'peak')).size).toBe(2);
});

test('a day is not stored over an hour that was stored while it was computed', async () => {
  const venue = unique('v');
  const [first, second] = [TODAY - 3 * HOUR, TODAY - 2 * HOUR];
  const day = { level: DAYS, start: TODAY - DAYS.span };
  const mark = `day 1 ${day.start}`;
  const settle = async (hour: number) => {
    const token = (await readMarks(venue)).get(`hour 1 ${hour}`)!;
    expect(await storeBucket(venue, '1', { level: HOURS, start: hour }, new Map(), token, day)).toBe(true);
  };
  await applyReports(venue, [at(first, CELLS[0]!, 2)], []);
  await settle(first);
  const read = (await readMarks(venue)).get(mark)!; // somebody begins with the day
  await applyReports(venue, [at(second, CELLS[0]!, 2)], []);
  await settle(second);
  expect(await storeBucket(venue, '1', day, new Map(), read)).toBe(false);
  expect([...(await readMarks(venue)).keys()]).toContain(mark);
});

test('what was delivered before marks nothing', async () => {
  const venue = unique('v');
  const report = at(TODAY - 2 * HOUR, CELLS[0]!, 2);
  await applyReports(venue, [report], []);
  await rollUp(venue, NOW);
  expect(await applyReports(venue, [report], [])).toMatchObject({ rejected: { duplicate: 1 } });
  expect([...(await readMarks(venue)).keys()]).not.toContain(`hour 1 ${TODAY - 2 * HOUR}`);
});

test('an hour whose minutes have gone is not recomputed from nothing', async () => {
  const venue = unique('v');
  const hour = TODAY - 2 * HOUR;
  await applyReports(venue, [at(hour, CELLS[0]!, 2)], []);
  await rollUp(venue, NOW);
  await applyReports(venue, [at(hour, CELLS[1]!, 2)], []);
  await rollUp(venue, hour + MINUTES.lifetime); // a rollup that comes two days late
  const { heats } = await readBuckets(venue, '1', [{ level: HOURS, start: hour }]);
  expect([...heats[0]!.keys()]).toEqual([CELLS[0]]);
  expect([...(await readMarks(venue)).keys()]).not.toContain(`hour 1 ${hour}`);
});

test('every bucket lives as long as its level says', async () => {
  const venue = unique('v');
  const hour = TODAY - 2 * HOUR;
  await applyReports(venue, [at(hour, CELLS[0]!, 2)], []);
  await rollUp(venue, NOW);
  for (const level of [MINUTES, HOURS, DAYS]) {
    const start = Math.floor(hour / level.span) * level.span;
    const left = await redis().pttl(`heatmap:${venue}:${level.name}:1:${start}`);
    expect(Math.abs(start + level.lifetime - (Date.now() + left))).toBeLessThan(1500);
  }
});
