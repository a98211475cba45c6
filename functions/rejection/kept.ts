import { invalid } from '../../lib/errors.ts';
import { DAY, floorTo } from '../../lib/time.ts';

/** How many days are kept. */
const KEPT = 8;

/** How many messages are kept of each device and day. */
export const SLOTS = 10;

/** When the counts of a day are forgotten, in seconds. */
export const expiryOf = (day: number): number => (day + KEPT * DAY) / 1000;

/** The days (their beginnings, ms) of a period, the newest first; yesterday and today by default. */
export function daysOf({ from, to }: { from?: number | undefined; to?: number | undefined }, now: number): number[] {
  const last = floorTo(Math.min(to ?? now, now), DAY);
  const first = Math.max(floorTo(from ?? last - DAY, DAY), floorTo(now, DAY) - (KEPT - 1) * DAY);
  if (from !== undefined && to !== undefined && from > to) throw invalid('from', 'from must not be after to.');
  const days: number[] = [];
  for (let day = last; day >= first; day -= DAY) days.push(day);
  return days;
}
