import { obtain } from '../../../lib/obtain.ts';
import { floorTo } from '../../../lib/time.ts';
import { HOURS, MINUTES, markOf } from '../buckets/levels.ts';
import type { CleanReport } from './clean.ts';

/** A minute of a floor that a batch touches. */
export interface Bucket {
  floor: string;
  /** Start of its minute, ms. */
  start: number;
  cells: string[];
  mark: string;
}

interface Numbered {
  bucket: Bucket;
  number: number;
  /** Cell -> its number in the bucket. */
  cells: Map<string, number>;
}

/** [device, boot, seq, at, lng, lat, bucket, cell, people, …], bucket and cell counted from 1 as Lua does. */
export type Row = (string | number)[];

/** Reports as apply.lua takes them: each bucket and cell is named once and then referred to by number. */
export function tabulate(reports: readonly CleanReport[]): { buckets: Bucket[]; rows: Row[] } {
  const buckets: Bucket[] = [];
  const numbers = new Map<string, Map<number, Numbered>>();

  const rows = reports.map(({ deviceId, boot, seq, at, floor, position, people }) => {
    const start = floorTo(at, MINUTES.span);
    const { bucket, number, cells } = obtain(
      obtain(numbers, floor, () => new Map<number, Numbered>()),
      start,
      () => {
        const mark = markOf(HOURS, floor, floorTo(start, HOURS.span));
        const bucket: Bucket = { floor, start, cells: [], mark };
        return { bucket, number: buckets.push(bucket), cells: new Map<string, number>() };
      },
    );
    const row: Row = [deviceId, boot, seq, at, ...position, number];
    for (const [cell, count] of people)
      row.push(
        obtain(cells, cell, () => bucket.cells.push(cell)),
        count,
      );
    return row;
  });
  return { buckets, rows };
}
