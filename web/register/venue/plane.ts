import type { Frame } from '../../../events/venue/venue.ts';
import { fromPlan, toPlan } from '../../map/plane.ts';
import { numberOf } from '../form/number.ts';
import type { FloorDraft, FrameDraft } from './draft.ts';
import { type Point, pointOf, pointsOf, rowOf } from './points.ts';

/** The frame that was typed; undefined while it is none. */
export function frameOf({ lng, lat, bearing }: FrameDraft): Frame | undefined {
  const [origin, turned] = [pointOf([lng, lat]), numberOf(bearing)];
  return origin && turned !== undefined ? { origin, bearing: turned } : undefined;
}

/** Millimetres are finer than any plan; a hundred-millionth of a degree is one. */
const DIGITS = { metres: 3, degrees: 8 };
export const rounded = (point: readonly number[], unit: FloorDraft['unit']): Point => {
  const [x, y] = point.map((part) => Number(part.toFixed(DIGITS[unit])) || 0);
  return [x!, y!];
};

/** The outline in degrees, whatever it is typed in; undefined while that cannot be said. */
export function inDegrees({ unit, rows, frame }: FloorDraft): Point[] | undefined {
  const points = pointsOf(rows);
  if (!points || points.length < 3 || unit === 'degrees') return points && points.length >= 3 ? points : undefined;
  const placed = frameOf(frame);
  return placed && points.map(fromPlan(placed));
}

/** The floor with its outline in the other unit, so far as its frame lets that be said. */
export function inUnit(floor: FloorDraft, unit: FloorDraft['unit']): Partial<FloorDraft> {
  const [points, frame] = [pointsOf(floor.rows), frameOf(floor.frame)];
  if (unit === floor.unit || !points || !frame) return { unit };
  const place = unit === 'metres' ? toPlan(frame) : fromPlan(frame);
  const turned = points.map((point) => rounded(place(point), unit));
  return { unit, hasFrame: true, rows: turned.map(rowOf) };
}
