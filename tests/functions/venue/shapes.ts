import fc from 'fast-check';

export type Place = [x: number, y: number];
type Edge = [Place, Place];

export const edgesOf = (ring: readonly Place[]): Edge[] => ring.map((from, i) => [from, ring[(i + 1) % ring.length]!]);

/** How often a ring winds around a point: the sum of the angles under which its edges are seen. */
export function winding([x, y]: Place, ring: readonly Place[]): number {
  const angles = edgesOf(ring).map(([[ax, ay], [bx, by]]) => {
    const [ux, uy, vx, vy] = [ax - x, ay - y, bx - x, by - y];
    return Math.atan2(ux * vy - uy * vx, ux * vx + uy * vy);
  });
  return Math.round(angles.reduce((sum, angle) => sum + angle, 0) / (2 * Math.PI));
}

/** How far a point is from an edge. */
export function distance([x, y]: Place, [[ax, ay], [bx, by]]: Edge): number {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** Whether two edges cross in the midst of both, by solving for the point where their lines do. */
function cross([[ax, ay], [bx, by]]: Edge, [[cx, cy], [dx, dy]]: Edge): boolean {
  const slope = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
  if (slope === 0) return false;
  const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / slope;
  const u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / slope;
  return t > 0 && t < 1 && u > 0 && u < 1;
}

/** How near a ring comes to itself, where edges that follow each other are let off; 0 where it crosses or turns back. */
export function clearance(ring: readonly Place[]): number {
  const edges = edgesOf(ring);
  const gaps = edges.flatMap((one, i) =>
    edges.slice(i + 1).map((other, k) => {
      const follows = k === 0 || (i === 0 && k === edges.length - 2);
      if (follows) {
        const [first, second] = k === 0 ? [one, other] : [other, one];
        return Math.min(distance(second[1], first), distance(first[0], second));
      }
      if (cross(one, other)) return 0;
      return Math.min(...other.map((end) => distance(end, one)), ...one.map((end) => distance(end, other)));
    }),
  );
  return Math.min(...gaps);
}

/** The ring with crossings taken out: what lies between two crossing edges is walked the other way round. */
function untangled(ring: Place[]): Place[] {
  for (;;) {
    const edges = edgesOf(ring);
    const i = edges.findIndex((one) => edges.some((other) => cross(one, other)));
    if (i < 0) return ring;
    const j = edges.findIndex((other) => cross(edges[i]!, other));
    ring = [...ring.slice(0, i + 1), ...ring.slice(i + 1, j + 1).reverse(), ...ring.slice(j + 1)];
  }
}

const metre = fc.integer({ min: -150, max: 150 });
export const place: fc.Arbitrary<Place> = fc.tuple(metre, metre);

/** Polygons of metres that do not come nearer to themselves than a metre, of 3 to 12 corners, either way around. */
export const simplePolygon: fc.Arbitrary<Place[]> = fc
  .array(place, { minLength: 3, maxLength: 12 })
  .map(untangled)
  .filter((ring) => clearance(ring) >= 1);
