import type { Frame } from '../../events/venue/venue.ts';

export type Coordinates = [lng: number, lat: number];

const RADIANS = Math.PI / 180;
// WGS 84: equatorial radius in metres, and first eccentricity squared.
const A = 6_378_137;
const E2 = 0.00669437999014;

/**
 * Turns metres of a floor plan into WGS 84 degrees, on the plane that touches the ellipsoid at the frame's origin (radii
 * of curvature: NIMA TR8350.2). Straight lines stay straight. Off by x · y · tan(latitude) / 6400 km: at 31° by 3 cm at
 * (500 m, 500 m), by 10 cm at (1 km, 1 km).
 */
export function toWgs84({ origin: [lng0, lat0], bearing }: Frame): (x: number, y: number) => Coordinates {
  const sin = Math.sin(bearing * RADIANS);
  const cos = Math.cos(bearing * RADIANS);
  const { east, north } = metresPerDegree(lat0);
  return (x, y) => [near(lng0 + (x * cos + y * sin) / east, 0), lat0 + (y * cos - x * sin) / north];
}

/** Turns degrees into metres east and north of a point, on the plane that touches the ellipsoid there. */
export function metresFrom([lng0, lat0]: Coordinates): (point: Coordinates) => [east: number, north: number] {
  const { east, north } = metresPerDegree(lat0);
  return ([lng, lat]) => [(near(lng, lng0) - lng0) * east, (lat - lat0) * north];
}

/** Metres that one degree of longitude (east) and of latitude (north) measure at a latitude. */
export function metresPerDegree(lat: number): { east: number; north: number } {
  const w2 = 1 - E2 * Math.sin(lat * RADIANS) ** 2;
  const primeVertical = A / Math.sqrt(w2);
  const meridional = (A * (1 - E2)) / w2 ** 1.5;
  return { east: primeVertical * Math.cos(lat * RADIANS) * RADIANS, north: meridional * RADIANS };
}

/** A longitude by that of its two names, one turn apart, which is nearer to another: -179.9 is 180.1 near 180. */
export function near(lng: number, other: number): number {
  if (lng - other > 180) return lng - 360;
  if (lng - other < -180) return lng + 360;
  return lng;
}

/** Whether [lng, lat] are degrees on the globe. */
export const isOnGlobe = ([lng, lat]: Coordinates): boolean => Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
