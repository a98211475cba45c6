import type { Floor } from '../../../events/venue/venue.ts';

export type Coordinates = [lng: number, lat: number];

const RADIANS = Math.PI / 180;
// WGS 84: equatorial radius in metres, and first eccentricity squared.
const A = 6_378_137;
const E2 = 0.00669437999014;

/**
 * Turns what a floor's robots send into WGS 84: nothing to do without a frame, otherwise plan metres to degrees on the
 * plane that touches the ellipsoid at the origin (radii of curvature: NIMA TR8350.2). Good to a centimetre over 1 km.
 */
export function toWgs84({ frame }: Floor): (x: number, y: number) => Coordinates {
  if (!frame) return (lng, lat) => [lng, lat];
  const [lng0, lat0] = frame.origin;
  const sin = Math.sin(frame.bearing * RADIANS);
  const cos = Math.cos(frame.bearing * RADIANS);
  const { east, north } = metresPerDegree(lat0);
  return (x, y) => [lng0 + (x * cos + y * sin) / east, lat0 + (y * cos - x * sin) / north];
}

/** Metres that one degree of longitude (east) and of latitude (north) measure at a latitude. */
export function metresPerDegree(lat: number): { east: number; north: number } {
  const w2 = 1 - E2 * Math.sin(lat * RADIANS) ** 2;
  const primeVertical = A / Math.sqrt(w2);
  const meridional = (A * (1 - E2)) / w2 ** 1.5;
  return { east: primeVertical * Math.cos(lat * RADIANS) * RADIANS, north: meridional * RADIANS };
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
