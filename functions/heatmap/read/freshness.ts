import { ceilTo, DAY, MINUTE, SECOND } from '../../../lib/time.ts';
import { DAYS, LATE, LEVELS, type Level, MINUTES } from '../buckets/levels.ts';
import type { Window } from './tiles.ts';

export interface Freshness {
  /** Without the public or private of who may keep it. */
  cacheControl: string;
  /** How long the warm function may repeat its answer, ms. */
  memory: number;
}

/**
 * How long an answer holds. A window that still runs moves on with the minute; one that is over may still be corrected
 * by late reports; after that its heat never changes (what is still in the queue by then is too late as well) until the
 * buckets that tell it are no longer kept, none coarser than `coarsest`.
 */
export function freshness({ from, to }: Window, now: number, coarsest: Level = DAYS): Freshness {
  if (to > now) {
    const rest = Math.max(1, Math.floor((ceilTo(now + 1, MINUTE) - now) / SECOND));
    return { cacheControl: `max-age=${rest}`, memory: SECOND };
  }
  if (to + LATE + MINUTE > now) return { cacheControl: 'max-age=60', memory: 10 * SECOND };
  const rest = Math.max(SECOND, Math.min(365 * DAY, kept({ from, to }, coarsest) - now));
  return { cacheControl: `max-age=${Math.floor(rest / SECOND)}, immutable`, memory: rest };
}

/** Until when this window can be answered: as long as the finest buckets that its ends need are kept. */
function kept({ from, to }: Window, coarsest: Level): number {
  const levels = LEVELS.filter(({ span }) => span <= coarsest.span);
  const level = levels.findLast(({ span }) => from % span === 0 && to % span === 0) ?? MINUTES;
  return from + level.lifetime;
}
