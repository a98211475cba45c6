import type { Place } from './mall.ts';

/** Where somebody is who walks from `place` towards `goal`: the new place, and whether the goal is reached. */
export function stepTowards(place: Place, goal: Place, metres: number): { place: Place; arrived: boolean } {
  const [dx, dy] = [goal[0] - place[0], goal[1] - place[1]];
  const left = Math.hypot(dx, dy);
  if (left <= metres) return { place: goal, arrived: true };
  return { place: [place[0] + (dx / left) * metres, place[1] + (dy / left) * metres], arrived: false };
}
