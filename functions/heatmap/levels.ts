import { DAY, HOUR, MINUTE } from '../../lib/time.ts';

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

/** What makes a report believable in time and motion. */
export const LIMITS = {
  /** How far a device's clock may run ahead of the broker's, ms. */
  clockAhead: MINUTE,
  /** How late a report still counts, ms. */
  late: 24 * HOUR,
  /** The fastest that a robot moves, m/s. */
  speed: 3,
};

export const isAlive = (level: Level, start: number, now: number): boolean => start + level.lifetime > now;

/** Where a bucket is marked as not yet rolled up, or no longer: the field of the venue's dirty hash. */
export const markOf = (level: Level, floor: string, start: number): string => `${level.name} ${floor} ${start}`;
