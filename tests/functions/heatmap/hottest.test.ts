import { withRedis } from '../../harness/redis.ts';
import { cells, deliver, newVenue, seen } from './doors.ts';
import { CELLS, count } from './places.ts';

withRedis();

const MINUTE = 60_000;
const AT = (Math.floor(Date.now() / MINUTE) - 2) * MINUTE;
const sorted = [...CELLS].sort();
const window = { from: AT, to: AT + 2 * MINUTE };

test('cells come hottest first, equally hot ones by their id, and top takes the first of them', async () => {
  const venue = await newVenue();
  const counts = CELLS.map((cell, i) => count(cell, i % 3));
  await deliver(seen(venue, { at: AT, counts }));
  const people = new Map(CELLS.map((cell, i) => [cell, i % 3]));
  const expected = [2, 1, 0].flatMap((hot) => sorted.filter((cell) => people.get(cell) === hot));
  const all = await cells(venue, window);
  expect(all).toEqual(expected.map((cell) => [cell, people.get(cell), 1]));
  expect(await cells(venue, { ...window, top: 5 })).toEqual(all.slice(0, 5));
});

test('the mean is of minutes, each the mean of its reports; the peak is the highest count', async () => {
  const venue = await newVenue();
  const counts = [4, 6, 6, 11].map((people) => [count(CELLS[0]!, people)]);
  await deliver(...counts.slice(0, 3).map((one, i) => seen(venue, { seq: i + 1, at: AT, counts: one })));
  await deliver(seen(venue, { seq: 4, at: AT + MINUTE, counts: counts[3]! }));
  const mean = ((4 + 6 + 6) / 3 + 11) / 2;
  expect(await cells(venue, window)).toEqual([[CELLS[0], expect.closeTo(mean, 9), 4]]);
  expect(await cells(venue, { ...window, metric: 'peak' })).toEqual([[CELLS[0], 11, 4]]);
});
