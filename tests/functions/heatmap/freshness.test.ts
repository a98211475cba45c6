import { freshness } from '../../../functions/heatmap/read/freshness.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 10, 21, 12);
const of = (from: number, to: number, now: number) => {
  const { cacheControl, memory } = freshness({ from, to }, now);
  return [cacheControl, memory];
};
const final = (ms: number) => [`max-age=${Math.floor(ms / SECOND)}, immutable`, ms];

test.each([
  [0, 60],
  [1, 59],
  [30_000, 30],
  [58_000, 2],
  [58_500, 1],
  [59_999, 1],
])('a window that still runs holds until the minute is over: %i ms in, for %i s', (into, seconds) => {
  const now = NOON + into;
  expect(of(NOON - 5 * MINUTE, NOON + MINUTE, now)).toEqual([`max-age=${seconds}`, SECOND]);
});

test('a window that is over may be corrected for a day and a minute, and holds for a minute', () => {
  const corrected = ['max-age=60', 10 * SECOND];
  const from = NOON - MINUTE;
  expect(of(from, NOON, NOON)).toEqual(corrected);
  expect(of(from, NOON, NOON + DAY + MINUTE - 1)).toEqual(corrected);
  expect(of(from, NOON, NOON + DAY + MINUTE)).not.toEqual(corrected);
});

test('after that it holds for as long as the buckets are kept that its ends need', () => {
  const now = NOON + 26 * HOUR;
  expect(of(NOON + MINUTE, NOON + HOUR, now)).toEqual(final(NOON + MINUTE + 48 * HOUR - now)); // minutes
  expect(of(NOON, NOON + HOUR + MINUTE, now)).toEqual(final(NOON + 48 * HOUR - now));
  expect(of(NOON, NOON + HOUR, now)).toEqual(final(NOON + 90 * DAY - now)); // an hour
  const midnight = NOON - 12 * HOUR;
  expect(of(midnight, midnight + 13 * HOUR, now)).toEqual(final(midnight + 90 * DAY - now));
});

test('whole days hold for a year, or as long as they are kept', () => {
  const midnight = NOON - 12 * HOUR;
  expect(of(midnight, midnight + DAY, midnight + 3 * DAY)).toEqual(final(365 * DAY));
  const late = midnight + 3 * 365 * DAY - 5 * HOUR;
  expect(of(midnight, midnight + DAY, late)).toEqual(final(5 * HOUR));
});

test('what is about to be forgotten holds for a second still', () => {
  expect(of(NOON + MINUTE, NOON + 2 * MINUTE, NOON + 49 * HOUR)).toEqual(final(SECOND));
});
