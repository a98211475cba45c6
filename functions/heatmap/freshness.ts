import { ceilTo, DAY, MINUTE, SECOND } from '../../lib/time.ts';
import { LIMITS } from './levels.ts';
import type { Window } from './tiles.ts';

export interface Freshness {
  /** Without the public or private of who may keep it. */
  cacheControl: string;
  /** How long the warm function may repeat its answer, ms. */
  memory: number;
}

/**
 * How long an answer holds. A window that still runs moves on with the minute; one that is over may still be corrected
 * by late reports; after that it never changes, for reports still in the queue by then are too late as well.
 */
export function freshness({ to }: Window, now: number): Freshness {
  if (to > now) {
    const rest = Math.max(1, Math.floor((ceilTo(now + 1, MINUTE) - now) / SECOND));
    return { cacheControl: `max-age=${rest}`, memory: SECOND };
  }
  if (to + LIMITS.late + MINUTE > now) return { cacheControl: 'max-age=60', memory: 10 * SECOND };
  return { cacheControl: `max-age=${(365 * DAY) / SECOND}, immutable`, memory: DAY };
}
