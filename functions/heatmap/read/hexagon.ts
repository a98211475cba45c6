import { cellToBoundary } from 'h3-js';
import { type Coordinates, near } from '../../venue/index.ts';

/** The GeoJSON of a cell's outline, with six decimals (a decimetre); in two parts where the antimeridian crosses it. */
export function hexagon(cell: string): string {
  const boundary = cellToBoundary(cell, true) as Coordinates[]; // closed and [lng, lat], as GeoJSON wants it
  const [lng0] = boundary[0]!;
  if (boundary.every(([lng]) => near(lng, lng0) === lng)) return `{"type":"Polygon","coordinates":[${text(boundary)}]}`;
  const east = boundary.map(([lng, lat]): Coordinates => [near(lng, 180), lat]);
  const parts = [cut(east, -1), cut(east, 1).map(([lng, lat]): Coordinates => [lng - 360, lat])];
  return `{"type":"MultiPolygon","coordinates":[${parts.map((part) => `[${text(part)}]`).join(',')}]}`;
}

/** The part of a closed convex ring to one side of longitude 180: 1 for above, -1 for below; closed. */
function cut(ring: readonly Coordinates[], side: 1 | -1): Coordinates[] {
  const part = ring.slice(1).flatMap((to, i): Coordinates[] => {
    const from = ring[i]!;
    const [a, b] = [from, to].map(([lng]) => (lng - 180) * side) as [number, number];
    const crossing: Coordinates = [180, from[1] + ((to[1] - from[1]) * a) / (a - b)];
    return [...(a * b < 0 ? [crossing] : []), ...(b >= 0 ? [to] : [])];
  });
  return [...part, part[0]!];
}

const text = (ring: readonly Coordinates[]) =>
  `[${ring.map(([lng, lat]) => `[${lng.toFixed(6)},${lat.toFixed(6)}]`).join(',')}]`;
