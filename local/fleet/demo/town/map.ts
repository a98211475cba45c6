import type { Random } from '../crowd.ts';
import type { Place } from '../mall.ts';

/** [lng, lat] */
export type LngLat = [number, number];

/** The square in front of the demo mall. */
export const SQUARE: LngLat = [121.47, 31.23];

/** How far the town reaches, metres. */
const RADIUS = 400;

const METRES_PER_DEGREE = 111_320;

/** Anywhere in the town, in metres east and north of its middle. */
export function somewhere(random: Random, radius = RADIUS): Place {
  const [angle, distance] = [random() * 2 * Math.PI, Math.sqrt(random()) * radius];
  return [distance * Math.cos(angle), distance * Math.sin(angle)];
}

/** Where a place of the town is on Earth. */
export function lngLat([x, y]: Place, [lng, lat]: LngLat): LngLat {
  const perDegree = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  return [rounded(lng + x / perDegree), rounded(lat + y / METRES_PER_DEGREE)];
}

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
