import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { cells, deliver, newVenue, rollup, seen } from './doors.ts';

withRedis();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TODAY = Math.floor(Date.now() / DAY) * DAY;
const LAST_HOUR = TODAY - HOUR;
// At 23:00 yesterday's last hour would be too late to count.
beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(TODAY + 12 * HOUR));
afterEach(() => jest.restoreAllMocks());

test('when the scheduled function returns, every venue is rolled up', async () => {
  const venues = [await newVenue(), await newVenue()];
  for (const venue of venues) await deliver(seen(venue, { at: LAST_HOUR }));
  await rollup();
  const kept = venues.flatMap((venue) => [
    `heatmap:${venue}:hour:1:${LAST_HOUR}`,
    `heatmap:${venue}:day:1:${TODAY - DAY}`,
  ]);
  expect(await redis().exists(...kept)).toBe(kept.length);
});

test('a day has its last hour in it, also before that is rolled up and after a late report', async () => {
  const venue = await newVenue();
  const yesterday = async (metric: string) => cells(venue, { from: TODAY - DAY, to: TODAY, metric });
  await deliver(seen(venue, { seq: 1, at: TODAY - 1 }));
  expect(await yesterday('mean')).toEqual([[expect.any(String), 3, 1]]);
  await rollup();
  await deliver(seen(venue, { seq: 2, at: TODAY - 1 }));
  expect(await yesterday('peak')).toEqual([[expect.any(String), 3, 2]]);
});
