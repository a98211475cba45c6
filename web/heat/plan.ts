import { boxOf } from '../map/box.ts';
import { fromPlan, type PlanFrame, toPlan } from '../map/plane.ts';
import type { Scene } from '../map/scene.ts';

/** A picture of a floor's plan, which this browser keeps; the API has no place for it. */
const keyOf = (venue_id: string, floor: string) => `skein.plan.${venue_id}.${floor}`;

/** The picture over the box around the floor's outline; a floor with a frame is laid out by it, and so is its box. */
export function planOf(
  venue_id: string,
  floor: string,
  bounds: readonly (readonly number[])[],
  frame?: PlanFrame,
): Scene['plan'] {
  const url = localStorage.getItem(keyOf(venue_id, floor));
  return url ? placed(url, bounds, frame) : undefined;
}

/** A picture over the box around an outline, which is in degrees. */
export function placed(
  url: string,
  bounds: readonly (readonly number[])[],
  frame?: PlanFrame,
): NonNullable<Scene['plan']> {
  const plan = frame ? bounds.map(toPlan(frame)) : bounds;
  const { west, east, south, north } = boxOf(plan);
  const place = frame ? fromPlan(frame) : ([x, y]: readonly number[]): [number, number] => [x!, y!];
  return { url, corners: [place([west, north]), place([east, north]), place([east, south]), place([west, south])] };
}

/** Keeps a picture, as a data URL; rejects where the browser has no room for it. */
export const keepPlan = (venue_id: string, floor: string, url: string): void =>
  localStorage.setItem(keyOf(venue_id, floor), url);

export const dropPlan = (venue_id: string, floor: string): void => localStorage.removeItem(keyOf(venue_id, floor));
