import fc from 'fast-check';
import { latLngToCell } from 'h3-js';
import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { handler as read } from '../../../functions/heatmap/http/read.ts';
import { handler as ingest } from '../../../functions/heatmap/mqtt/ingest.ts';
import { obtain } from '../../../lib/obtain.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { CENTER } from '../../harness/venue.ts';
import { newVenueOf, rollup, seen } from './doors.ts';
import { CELLS, count } from './places.ts';

withRedis();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = Math.floor(Date.now() / DAY) * DAY + 12 * HOUR;
const FLOORS = ['1', '2'];
const STEPS = { minute: MINUTE, hour: HOUR, day: DAY };

beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(NOON + 10_000));
afterEach(() => jest.restoreAllMocks());

interface Seen {
  floor: string;
  /** How long ago, ms. */
  ago: number;
  counts: [cell: number, people: number][];
}

const report = fc.record({
  floor: fc.constantFrom(...FLOORS),
  ago: fc.oneof(fc.integer({ min: 0, max: 5 * MINUTE }), fc.integer({ min: 0, max: 23 * HOUR })),
  counts: fc.uniqueArray(fc.tuple(fc.nat(6), fc.nat(9)), { selector: ([cell]) => cell, maxLength: 4 }),
});

/** A point for each step of a floor, from the reports alone: means of minutes, then of cells, then their sum. */
function expected(reports: readonly Seen[], floor: string, span: number) {
  const points = new Map<number, Map<number, Map<number, number[]>>>();
  for (const one of reports.filter((each) => each.floor === floor)) {
    const at = NOON - one.ago;
    for (const [cell, people] of one.counts) {
      const cells = obtain(points, Math.floor(at / span) * span, () => new Map());
      const minutes = obtain(cells, cell, () => new Map<number, number[]>());
      obtain(minutes, Math.floor(at / MINUTE), () => [] as number[]).push(people);
    }
  }
  return [...points]
    .sort(([one], [other]) => one - other)
    .map(([at, cells]) => {
      const all = [...cells.values()].map((minutes) => [...minutes.values()]);
      return {
        at,
        people: expect.closeTo(sum(all.map((minutes) => mean(minutes.map(mean)))), 9),
        peak: sum(all.map((minutes) => Math.max(...minutes.flat()))),
        samples: all.flat(2).length,
      };
    });
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
const mean = (numbers: number[]) => sum(numbers) / numbers.length;

async function send(venue_id: string, reports: readonly Seen[], firstSeq: number): Promise<void> {
  const envelopes = reports.map(({ floor, ago, counts }, i) => {
    const at = NOON - ago;
    const changes = {
      seq: firstSeq + i,
      at,
      floor,
      counts: counts.map(([cell, people]) => count(CELLS[cell]!, people)),
    };
    return envelope(`robot-${firstSeq + i}`, seen(venue_id, changes), NOON);
  });
  if (envelopes.length > 0) await ingest(sqsEvent(...envelopes));
}

test('a series is the naive count of each step, whatever is rolled up', async () => {
  expect(latLngToCell(CENTER[1], CENTER[0], 13)).toBe(CELLS[0]);
  const reports = fc.array(report, { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(reports, reports, async (before, after) => {
      const venue_id = await newVenueOf(FLOORS);
      await send(venue_id, before, 1);
      await rollup();
      await send(venue_id, after, 1 + before.length);
      for (const [step, span] of Object.entries(STEPS)) {
        const hours = step === 'minute' ? 5 : 24;
        const from = Math.floor((NOON - hours * HOUR) / span) * span;
        const { status, json } = await call(read, {
          route: heatmapRoutes.series,
          path: { venue_id },
          query: { from: `${from}`, to: `${NOON + 1}`, step },
          caller: OPERATOR,
        });
        const within = [...before, ...after].filter(({ ago }) => NOON - ago >= from);
        expect([status, json]).toEqual([
          200,
          {
            venue_id,
            ...{ from, to: NOON + MINUTE, step, step_ms: span },
            floors: FLOORS.map((floor) => ({ floor, points: expected(within, floor, span) })),
          },
        ]);
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
