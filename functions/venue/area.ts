import { type Coordinates, isOnGlobe, near } from './plane.ts';

/**
 * Tells whether a point (degrees) lies inside of a floor's bounds (a ring of [lng, lat]), also across the antimeridian.
 * A point on the edge may count either way.
 */
export function areaOf(bounds: readonly Coordinates[]): (point: Coordinates) => boolean {
  const lng0 = bounds[0]![0];
  const ring = bounds.map(([lng, lat]): Coordinates => [near(lng, lng0), lat]);
  return (point) => isOnGlobe(point) && isInside([near(point[0], lng0), point[1]], ring);
}

/** Whether a point lies inside a ring; the even-odd rule. */
export function isInside([x, y]: Coordinates, ring: readonly Coordinates[]): boolean {
  let inside = false;
  let [px, py] = ring[ring.length - 1]!;
  for (const [qx, qy] of ring) {
    if (qy > y !== py > y && x < ((px - qx) * (y - qy)) / (py - qy) + qx) inside = !inside;
    px = qx;
    py = qy;
  }
  return inside;
}
