import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { deliver, newVenue, rollup, seen } from './doors.ts';

withRedis();
afterEach(() => jest.restoreAllMocks());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOON = Math.floor(Date.now() / DAY) * DAY + 12 * HOUR;
const YESTERDAY = NOON - 36 * HOUR;
const TODAY = NOON - 12 * HOUR;

/** Rolls up, while a report comes in after the hours were rolled up and before the days are. */
async function rollUpWith(venue: string, at: number): Promise<string[]> {
  const read = redis().hgetall.bind(redis());
  let reads = 0;
  jest.spyOn(redis(), 'hgetall').mockImplementation(async (key: string) => {
    if (key.includes(venue) && ++reads === 2) await deliver(seen(venue, { seq: 2, at }));
    return read(key);
  });
  await rollup();
  jest.restoreAllMocks();
  jest.spyOn(Date, 'now').mockReturnValue(NOON);
  return (await redis().hkeys(`heatmap:${venue}:dirty`)).sort();
}

beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(NOON));

test('a day waits for an hour of its own that has changed meanwhile', async () => {
  const venue = await newVenue();
  const hour = YESTERDAY + 20 * HOUR;
  await deliver(seen(venue, { at: hour }));
  expect(await rollUpWith(venue, hour)).toEqual([`day 1 ${YESTERDAY}`, `hour 1 ${hour}`]);
  await rollup();
  expect(await redis().hlen(`heatmap:${venue}:dirty`)).toBe(0);
});

test('a day does not wait for an hour of another day', async () => {
  const venue = await newVenue();
  await deliver(seen(venue, { at: YESTERDAY + 20 * HOUR }));
  expect(await rollUpWith(venue, TODAY + HOUR)).toEqual([`hour 1 ${TODAY + HOUR}`]);
});

test('an hour is rolled up at the moment when it is over', async () => {
  const venue = await newVenue();
  await deliver(seen(venue, { at: NOON - HOUR }));
  await rollup();
  expect(await redis().hkeys(`heatmap:${venue}:dirty`)).toEqual([`day 1 ${TODAY}`]);
});
