/** Metres; who stands on the line may count as outside, and robots round where people are. */
const MARGIN = 2;

/** A ring of plan metres around a box, with a margin. */
export function outline(box: { x: [number, number]; y: [number, number] }): [number, number][] {
  const [west, east] = [box.x[0] - MARGIN, box.x[1] + MARGIN];
  const [south, north] = [box.y[0] - MARGIN, box.y[1] + MARGIN];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
}
