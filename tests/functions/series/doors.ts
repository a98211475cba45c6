import type { SeriesRows } from '../../../events/series/series.ts';
import { handler as read } from '../../../functions/series/http/read.ts';
import { handler as ingest } from '../../../functions/series/mqtt/ingest.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';

/** Rows reach the function as its rule puts them on the queue. */
export const deliver = (...messages: unknown[]) =>
  ingest(sqsEvent(...messages.map((message) => envelope('many', message, Date.now()))));

/** What was written can be read; the database does so by itself every second. */
export const flush = () => fetch(`${process.env.TSDB_URL}/internal/force_flush`);

export const rowsOf = (...rows: SeriesRows['rows']): SeriesRows => ({ rows });

export const readSeries = (
  device_id: string,
  property: string,
  query: Record<string, string> = {},
  caller = OPERATOR,
) => call(read, { path: { device_id, property }, query, caller });
