/** The least and the most of x and of y among points. */
export interface Box {
  west: number;
  east: number;
  south: number;
  north: number;
}

export function boxOf(points: readonly (readonly number[])[]): Box {
  const [xs, ys] = [points.map(([x]) => x!), points.map(([, y]) => y!)];
  return { west: Math.min(...xs), east: Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys) };
}
