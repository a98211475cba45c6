// An independent measure of the ground: through the centre of the Earth, where functions/venue/plane.ts stays on a plane.

const A = 6_378_137;
const E2 = 0.00669437999014;
const rad = (degrees: number) => (degrees * Math.PI) / 180;
const deg = (radians: number) => (radians * 180) / Math.PI;

export interface Frame {
  origin: [lng: number, lat: number];
  bearing: number;
}

/** The WGS 84 degrees of a point of a floor plan (metres), as textbooks go from a tangent plane over ECEF to geodetic. */
export function placed({ origin: [lng, lat], bearing }: Frame, [px, py]: readonly [number, number]): [number, number] {
  const [sinB, cosB] = [Math.sin(rad(bearing)), Math.cos(rad(bearing))];
  const [east, north] = [px * cosB + py * sinB, py * cosB - px * sinB];
  const [sinLat, cosLat] = [Math.sin(rad(lat)), Math.cos(rad(lat))];
  const n = A / Math.sqrt(1 - E2 * sinLat ** 2);
  // as if the origin had longitude 0
  const x = n * cosLat - north * sinLat;
  const z = n * (1 - E2) * sinLat + north * cosLat;
  const p = Math.hypot(x, east);
  let phi = Math.atan2(z, p * (1 - E2));
  for (let i = 0; i < 10; i++) {
    phi = Math.atan2(z + (E2 * A * Math.sin(phi)) / Math.sqrt(1 - E2 * Math.sin(phi) ** 2), p);
  }
  return [((((lng + deg(Math.atan2(east, x)) + 180) % 360) + 360) % 360) - 180, deg(phi)];
}
