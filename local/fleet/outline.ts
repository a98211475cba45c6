const METRES_PER_DEGREE = 111_320;
const MARGIN = 20;

/**
 * A ring of [lng, lat] around a box of plan metres, with a margin that makes up for the flat Earth it is drawn on;
 * `bearing` is that of the plan's +y axis, degrees clockwise from north.
 */
export function outline(
  box: { x: [number, number]; y: [number, number] },
  [lng, lat]: readonly [number, number],
  bearing: number,
): [number, number][] {
  const angle = (bearing * Math.PI) / 180;
  const [west, east] = [box.x[0] - MARGIN, box.x[1] + MARGIN];
  const [south, north] = [box.y[0] - MARGIN, box.y[1] + MARGIN];
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ] as const;
  return corners.map(([x, y]) => [
    lng + (x * Math.cos(angle) + y * Math.sin(angle)) / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)),
    lat + (y * Math.cos(angle) - x * Math.sin(angle)) / METRES_PER_DEGREE,
  ]);
}
