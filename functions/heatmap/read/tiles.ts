import { ceilTo, floorTo } from '../../../lib/time.ts';
import { DAYS, HOURS, isAlive, LEVELS, type Level, MINUTES, markOf } from '../buckets/levels.ts';
import type { BucketName } from '../buckets/store.ts';

/** A stretch of time, ms: `from` belongs to it, `to` does not. */
export interface Window {
  from: number;
  to: number;
}

/** Where all that is kept begins: with a whole day. */
export const oldestOf = (now: number): number => floorTo(now - DAYS.lifetime, DAYS.span) + DAYS.span;

/** The window grown to whole buckets: minutes while they are kept, then hours, then days, none older than all of them. */
export function aligned({ from, to }: Window, now: number): Window {
  const first = Math.max(from, oldestOf(now));
  const start = floorTo(first, finest(() => first, now).span);
  const end = Math.max(to, start);
  // Up to its end the window stands on buckets that begin where the one above them does, or where the window does.
  const last = finest((above) => Math.max(start, floorTo(end, above.span)), now);
  return { from: start, to: ceilTo(end, last.span) };
}

/**
 * The coarsest buckets that tile an aligned window exactly. A bucket is used once its time is over and no mark says
 * that reports have come since it was made; `marks` are of this floor alone. None is coarser than `coarsest`.
 */
export function tiles(
  { from, to }: Window,
  floor: string,
  marks: ReadonlyMap<string, string>,
  now: number,
  coarsest: Level = DAYS,
): BucketName[] {
  const found: BucketName[] = [];
  for (let start = from; start < to; start += found.at(-1)!.level.span) {
    const fits = (level: Level) =>
      level.span <= coarsest.span &&
      start % level.span === 0 &&
      start + level.span <= Math.min(to, now) &&
      (!isMarked(level, floor, start, marks) || !isAlive(MINUTES, start, now));
    found.push({ level: fits(DAYS) ? DAYS : fits(HOURS) ? HOURS : MINUTES, start });
  }
  return found;
}

/** A bucket is also stale while a finer one inside it is. */
function isMarked(level: Level, floor: string, start: number, marks: ReadonlyMap<string, string>): boolean {
  if (marks.has(markOf(level, floor, start))) return true;
  if (level !== DAYS) return false;
  for (let hour = start; hour < start + DAYS.span; hour += HOURS.span) {
    if (marks.has(markOf(HOURS, floor, hour))) return true;
  }
  return false;
}

/** The finest level that is still kept for the time that it would have to begin at, given the level above it. */
const finest = (beginning: (above: Level) => number, now: number): Level =>
  LEVELS.find((level, i) => isAlive(level, beginning(LEVELS[i + 1] ?? level), now)) ?? DAYS;
