/** A point of an outline, in millimetres east and north of another: whole numbers, so that comparing them is exact. */
export interface Corner {
  x: number;
  y: number;
  /** Its place in the list that was given. */
  at: number;
}

type Edge = readonly [from: Corner, to: Corner];

/** Two edges of a ring that meet elsewhere than at the corner that they share, if there are any. Exact for whole numbers. */
export function crossing(corners: readonly Corner[]): [Edge, Edge] | undefined {
  const edges = corners.map((from, i): Edge => [from, corners[(i + 1) % corners.length]!]);
  for (const [i, one] of edges.entries()) {
    for (let k = i + 1; k < edges.length; k++) {
      const other = edges[k]!;
      if (one[1] === other[0] ? foldsBack(one, other) : other[1] === one[0] ? foldsBack(other, one) : meet(one, other))
        return [one, other];
    }
  }
}

/** Whether the second edge, which begins where the first ends, leads back along it. */
const foldsBack = ([from, corner]: Edge, [, next]: Edge): boolean =>
  side([from, corner], next) === 0 &&
  (from.x - corner.x) * (next.x - corner.x) + (from.y - corner.y) * (next.y - corner.y) > 0;

/** Whether two edges have a point in common. */
const meet = (one: Edge, other: Edge): boolean =>
  overlap(one, other, 'x') &&
  overlap(one, other, 'y') &&
  side(one, other[0]) * side(one, other[1]) <= 0 &&
  side(other, one[0]) * side(other, one[1]) <= 0;

const overlap = ([a, b]: Edge, [c, d]: Edge, axis: 'x' | 'y'): boolean =>
  Math.max(a[axis], b[axis]) >= Math.min(c[axis], d[axis]) && Math.max(c[axis], d[axis]) >= Math.min(a[axis], b[axis]);

/** 1 where a corner lies to the left of an edge, -1 to the right, 0 in line with it. */
const side = ([a, b]: Edge, { x, y }: Corner): number => Math.sign((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x));
