import { boxOf } from '../../map/box.ts';
import type { Point } from './points.ts';

/** The part of a plan that is shown, metres; y goes up. */
export interface View {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Between two lines of the grid. */
  step: number;
}

const LEAST = 30;
const ASPECT = 8 / 5;
/** Beyond the outline on each side, so that it can be drawn on. */
const MARGIN = 0.18;
const LINES = 24;
/** A point so near to the edge of what is shown makes room. */
const EDGE = 0.05;

/** What shows all points and the plan's [0, 0], and some room around them. */
export function viewOf(points: readonly Point[]): View {
  const { west, east, south, north } = boxOf([[0, 0], ...points]);
  const room = (span: number) => span * (1 + 2 * MARGIN);
  const width = Math.max(room(east - west), room(north - south) * ASPECT, LEAST);
  const height = width / ASPECT;
  return {
    x: (west + east - width) / 2,
    y: (south + north - height) / 2,
    width,
    height,
    step: stepOf(width),
  };
}

/** The view as it was, while the outline is well within it: what one draws on should not move with every point. */
export function settled(before: View | undefined, points: readonly Point[]): View {
  const next = viewOf(points);
  if (!before || next.width * 3 < before.width) return next;
  const [roomX, roomY] = [before.width * EDGE, before.height * EDGE];
  const isWithin = points.every(
    ([x, y]) =>
      x >= before.x + roomX &&
      x <= before.x + before.width - roomX &&
      y >= before.y + roomY &&
      y <= before.y + before.height - roomY,
  );
  return isWithin ? before : next;
}

/** Of 1, 2, 5, 10, 20, … the first that has few enough lines. */
function stepOf(width: number): number {
  const decade = 10 ** Math.floor(Math.log10(width / LINES));
  return [1, 2, 5, 10].map((step) => step * decade).find((step) => width / step <= LINES)!;
}

/** The places of the grid's lines between two ends. */
export function linesOf(from: number, span: number, step: number): number[] {
  const first = Math.ceil(from / step);
  const last = Math.floor((from + span) / step);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** A point that the pointer can hit again: a tenth of the grid. */
export const snapped = ([x, y]: Point, step: number): Point => [snap(x, step / 10), snap(y, step / 10)];

const snap = (value: number, grid: number) => Number((Math.round(value / grid) * grid).toFixed(3)) || 0;
