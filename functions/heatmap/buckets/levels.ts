import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';

export type LevelName = 'minute' | 'hour' | 'day';

export interface Level {
  name: LevelName;
  /** How much time one bucket holds, ms. */
  span: number;
  /** How long after its start a bucket is kept, ms. */
  lifetime: number;
}

/**
 * How long heat is kept, finest first. A level is recomputed from the one before it, so that one must outlive the
 * next level's span, the lateness of reports and the longest pause of the rollup together.
 */
export const LEVELS: readonly [Level, Level, Level] = [
  { name: 'minute', span: MINUTE, lifetime: 48 * HOUR },
  { name: 'hour', span: HOUR, lifetime: 90 * DAY },
  { name: 'day', span: DAY, lifetime: 3 * 365 * DAY },
];

export const [MINUTES, HOURS, DAYS] = LEVELS;

/** How late a report still counts, ms: until then a bucket may change. */
export const LATE = 24 * HOUR;

export const isAlive = (level: Level, start: number, now: number): boolean => start + level.lifetime > now;

/** When Redis forgets a bucket, in seconds since the epoch. */
export const expiryOf = (level: Level, start: number): number => Math.ceil((start + level.lifetime) / SECOND);

/** Where a bucket is marked as not yet rolled up, or no longer: the field of the venue's dirty hash. */
export const markOf = (level: Level, floor: string, start: number): string => `${level.name} ${floor} ${start}`;

export function parseMark(mark: string): [LevelName, string, number] {
  const [name, floor, start] = mark.split(' ') as [LevelName, string, string];
  return [name, floor, Number(start)];
}
