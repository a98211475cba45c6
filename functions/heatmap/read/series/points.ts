import { obtain } from '../../../../lib/obtain.ts';
import { floorTo } from '../../../../lib/time.ts';
import { type Heat, merge } from '../../buckets/heat.ts';
import { tiled } from '../tiled.ts';
import type { Steps } from './query.ts';

/** A floor over one step. */
export interface Point {
  /** When the step begins, ms. */
  at: number;
  /** The sum of its cells' means. */
  people: number;
  /** The sum of its cells' peaks, which may have been at different times. */
  peak: number;
  samples: number;
}

/** So many steps are in memory at once: a cell of a bucket takes about a hundred bytes. */
const STEPS_AT_ONCE = 60;

/** A floor's points, first to last; a step without a sample has none. */
export async function pointsOf(venue: string, floor: string, { from, to, step }: Steps, now: number): Promise<Point[]> {
  const points: Point[] = [];
  const span = STEPS_AT_ONCE * step.span;
  for (let start = from; start < to; start += span) {
    const part = { from: start, to: Math.min(to, start + span) };
    const heats = new Map<number, Heat>();
    for (const { start: at, heat } of await tiled(venue, floor, part, now, step)) {
      merge(
        obtain(heats, floorTo(at, step.span), () => new Map()),
        heat,
      );
    }
    for (const [at, heat] of heats) if (heat.size > 0) points.push(pointOf(at, heat));
  }
  return points;
}

function pointOf(at: number, heat: Heat): Point {
  const point = { at, people: 0, peak: 0, samples: 0 };
  for (const { sum, minutes, peak, samples } of heat.values()) {
    point.people += sum / minutes;
    point.peak += peak;
    point.samples += samples;
  }
  return point;
}
