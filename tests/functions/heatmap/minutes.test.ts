import { withRedis } from '../../harness/redis.ts';
import { cells, deliver, newVenue, seen } from './doors.ts';

withRedis();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Math.floor(Date.now() / HOUR) * HOUR - 2 * HOUR;

test('every minute of a window counts, however long it is', async () => {
  const venue = await newVenue();
  const all = Array.from({ length: 46 }, (_, i) => seen(venue, { seq: i + 1, at: START + i * MINUTE }));
  await deliver(...all);
  for (const minutes of [1, 14, 15, 16, 30, 31, 45]) {
    const shown = await cells(venue, { from: START, to: START + minutes * MINUTE });
    expect(shown).toEqual([[expect.any(String), 3, minutes]]);
  }
});

test('hours and days in which nobody was seen are empty', async () => {
  const venue = await newVenue();
  expect(await cells(venue, { from: START - 30 * 24 * HOUR, to: START })).toEqual([]);
  expect(await cells(venue, { from: 0, to: 1 })).toEqual([]);
});
