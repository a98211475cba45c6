type Place = readonly [lng: number, lat: number];

const METRES_A_DEGREE = 111_195;
const SIZE = 100;
const MARGIN = 6;

/** Metres east and north of the first place. */
function flat(way: readonly Place[]): [east: number, north: number][] {
  const [lng0, lat0] = way[0] ?? [0, 0];
  const narrow = Math.cos((lat0 * Math.PI) / 180);
  return way.map(([lng, lat]) => [(lng - lng0) * narrow * METRES_A_DEGREE, (lat - lat0) * METRES_A_DEGREE]);
}

/** How long a way is. */
export const metresOf = (way: readonly Place[]): number =>
  flat(way).reduce((sum, [x, y], i, all) => {
    const [fromX, fromY] = all[i - 1] ?? [x, y];
    return sum + Math.hypot(x - fromX, y - fromY);
  }, 0);

/** The way so far, north up, with a dot where it is now. */
export function Way({ way }: { way: readonly Place[] }) {
  const places = flat(way);
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  const [west, north] = [Math.min(...xs), Math.max(...ys)];
  const span = Math.max(Math.max(...xs) - west, north - Math.min(...ys), 1);
  const scale = (SIZE - 2 * MARGIN) / span;
  const points = places.map(([x, y]) => [MARGIN + (x - west) * scale, MARGIN + (north - y) * scale] as const);
  const [atX, atY] = points.at(-1)!;
  return (
    <svg class="way" viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label="The way so far, north up">
      <polyline points={points.map((point) => point.join(',')).join(' ')} />
      <circle cx={atX} cy={atY} r="3" />
    </svg>
  );
}
