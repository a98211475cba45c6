import { obtain } from '../../../lib/obtain.ts';
import { floorTo } from '../../../lib/time.ts';
import { HOURS, MINUTES, markOf } from '../buckets/levels.ts';
import type { CleanReport } from './clean.ts';
import { SEEN_SPAN } from './seen.ts';

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

/** [device, boot, seq, at, lng, lat, span, bucket, cell, people, …]; span, bucket and cell counted from 1 as Lua does. */
export type Row = (string | number)[];

/** Reports as apply.lua takes them: each span, bucket and cell is named once and then referred to by number. */
export function tabulate(reports: readonly CleanReport[]): { spans: number[]; buckets: Bucket[]; rows: Row[] } {
  const spans: number[] = [];
  const spanNumbers = new Map<number, number>();
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
    const span = floorTo(at, SEEN_SPAN);
    const row: Row = [deviceId, boot, seq, at, ...position, obtain(spanNumbers, span, () => spans.push(span)), number];
    for (const [cell, count] of people)
      row.push(
        obtain(cells, cell, () => bucket.cells.push(cell)),
        count,
      );
    return row;
  });
  return { spans, buckets, rows };
}
