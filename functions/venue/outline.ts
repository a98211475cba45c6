import { type Corner, crossing } from './crossing.ts';

/** Further than this from its first point no outline reaches: longer than any building, and less than 0.1° of latitude. */
export const REACH = 10_000;
/** An outline this close to one straight line encloses nothing, metres. Degrees taken for metres look like it, too. */
const BREADTH = 0.1;

/** What is wrong with an outline, in words that go on from "Floor 1: ". */
interface Fault {
  kind: 'far' | 'flat' | 'crossed';
  detail: string;
}

/**
 * What is wrong with a ring of metres: it reaches too far, encloses nothing, or touches itself; else undefined. Each
 * point may be given several times in a row, and the first again as the last.
 */
export function outlineFault(ring: readonly (readonly [east: number, north: number])[]): Fault | undefined {
  const [x0, y0] = ring[0]!;
  const far = ring.findIndex(([x, y]) => !(Math.hypot(x - x0, y - y0) <= REACH));
  if (far >= 0) {
    return { kind: 'far', detail: `bounds[${far}] lies more than ${REACH / 1000} km away from bounds[0].` };
  }
  const corners = ring
    .map(([x, y], at): Corner => ({ x: millimetres(x - x0), y: millimetres(y - y0), at }))
    .filter(({ x, y }, i, all) => x !== following(all, i).x || y !== following(all, i).y);
  if (breadth(corners) < BREADTH * 1000) {
    return { kind: 'flat', detail: 'its bounds lie within 10 cm of one line, so they enclose nothing.' };
  }
  const edges = crossing(corners);
  if (!edges) return;
  const [one, other] = edges.map(([from, to]) => `bounds[${from.at}] to bounds[${to.at}]`);
  return {
    kind: 'crossed',
    detail: `the edge from ${one} touches or crosses the edge from ${other}. Name the points in their order around the floor.`,
  };
}

const following = <T>(list: readonly T[], i: number): T => list[(i + 1) % list.length]!;
const millimetres = (metres: number) => Math.round(metres * 1000);

/** How far the corners stray from the line between the first and the one farthest from it, mm. */
function breadth(corners: readonly Corner[]): number {
  const [first] = corners;
  if (!first) return 0;
  const way = ({ x, y }: Corner) => Math.hypot(x - first.x, y - first.y);
  const last = corners.reduce((most, one) => (way(one) > way(most) ? one : most));
  const area = ({ x, y }: Corner) => Math.abs((last.x - first.x) * (y - first.y) - (last.y - first.y) * (x - first.x));
  return Math.max(...corners.map(area)) / way(last);
}
