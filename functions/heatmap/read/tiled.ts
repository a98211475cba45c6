import type { Heat } from '../buckets/heat.ts';
import { DAYS, type Level } from '../buckets/levels.ts';
import { type BucketName, readBuckets } from '../buckets/store.ts';
import { tiles, type Window } from './tiles.ts';

/** The heat of one bucket, and when that begins, ms. */
export interface Tile {
  start: number;
  heat: Heat;
}

/**
 * The heat of a window in buckets that tile it, none coarser than `coarsest`, first to last. The tiles are first guessed
 * as if nothing were marked, which nearly always holds.
 */
export async function tiled(
  venue: string,
  floor: string,
  window: Window,
  now: number,
  coarsest: Level = DAYS,
): Promise<Tile[]> {
  let wanted = tiles(window, floor, new Map(), now, coarsest);
  for (;;) {
    const { heats, marks } = await readBuckets(venue, floor, wanted);
    const right = tiles(window, floor, marks, now, coarsest);
    if (isSame(right, wanted)) return heats.map((heat, i) => ({ start: right[i]!.start, heat }));
    wanted = right;
  }
}

const isSame = (one: readonly BucketName[], other: readonly BucketName[]) =>
  one.length === other.length &&
  one.every(({ level, start }, i) => level === other[i]!.level && start === other[i]!.start);
