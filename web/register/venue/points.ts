import { numberOf } from '../form/number.ts';

/** A point as it is typed: x and y in metres, or longitude and latitude in degrees. */
export type Row = readonly [first: string, second: string];
export type Point = [first: number, second: number];

/** The point that a row is; undefined while it is none. */
export function pointOf([first, second]: Row): Point | undefined {
  const [x, y] = [numberOf(first), numberOf(second)];
  return x === undefined || y === undefined ? undefined : [x, y];
}

export const rowOf = ([first, second]: readonly number[]): Row => [String(first), String(second)];

/** The points of all rows; undefined while one of them is none. */
export function pointsOf(rows: readonly Row[]): Point[] | undefined {
  const points = rows.map(pointOf);
  return points.every((point) => point !== undefined) ? points : undefined;
}

/** The points in a text: a JSON list of pairs, or a pair on each line, as `121.469, 31.2295`. */
export function parsePoints(text: string): { points: Point[] } | { fault: string } {
  const trimmed = text.trim();
  if (trimmed === '') return { fault: 'There are no points in it.' };
  return trimmed.startsWith('[') ? fromJson(trimmed) : fromLines(trimmed);
}

function fromJson(text: string): { points: Point[] } | { fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {
      fault: 'It begins as JSON does, and is none. A list of pairs is [[121.469, 31.2295], [121.47, 31.2295]].',
    };
  }
  if (!Array.isArray(value)) return { fault: 'It is no list of pairs.' };
  const wrong = value.findIndex((one) => !isPair(one));
  if (wrong >= 0) return { fault: `Point ${wrong + 1} is no pair of numbers.` };
  return { points: open(value.map(([x, y]) => [x, y])) };
}

function fromLines(text: string): { points: Point[] } | { fault: string } {
  const points: Point[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parts = line.trim().split(/\s*[,;]\s*|\s+/);
    const point = parts.length === 2 ? pointOf([parts[0]!, parts[1]!]) : undefined;
    if (!point) return { fault: `Line ${i + 1} is no pair of numbers: ${line.trim().slice(0, 40)}` };
    points.push(point);
  }
  return { points: open(points) };
}

/** A position of GeoJSON may have a height, too. */
export const isPair = (value: unknown): value is Point =>
  Array.isArray(value) && value.length >= 2 && value.slice(0, 2).every((part) => Number.isFinite(part));

/** A ring without its first point said again as the last. */
export function open(ring: Point[]): Point[] {
  const [first, last] = [ring[0], ring.at(-1)];
  const isClosed = ring.length > 1 && first![0] === last![0] && first![1] === last![1];
  return isClosed ? ring.slice(0, -1) : ring;
}
