import { DAYS, expiryOf, HOURS, isAlive, MINUTES } from '../../../functions/heatmap/buckets/levels.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 21);

test.each([
  ['minutes', MINUTES, 2 * DAY],
  ['hours', HOURS, 90 * DAY],
  ['days', DAYS, 3 * 365 * DAY],
] as const)('%s are kept for their time, to the millisecond', (_, level, lifetime) => {
  expect(isAlive(level, START, START + lifetime - 1)).toBe(true);
  expect(isAlive(level, START, START + lifetime)).toBe(false);
  expect(expiryOf(level, START) * 1000).toBe(START + lifetime);
});
