import { MINUTE } from '../../../lib/time.ts';
import { LATE } from '../buckets/levels.ts';

/** What makes a report believable in time and motion. */
export const LIMITS = {
  /** How far a device's clock may run ahead of the broker's, ms. */
  clockAhead: MINUTE,
  /** How late a report still counts, ms, from now: a queue may hold it for hours. */
  late: LATE,
  /** The fastest that a device moves whose product says nothing else, m/s. */
  speed: 3,
};
