import type { UsageLine } from '../../../events/usage/usage.ts';
import type { Rental } from '../../../functions/rental/rental.ts';
import { handler as device } from '../../../functions/usage/http/device.ts';
import { handler as list } from '../../../functions/usage/http/list.ts';
import { handler as unattributed } from '../../../functions/usage/http/unattributed.ts';
import { handler as ingest } from '../../../functions/usage/mqtt/ingest.ts';
import { handler as line } from '../../../functions/usage/mqtt/line.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';

export interface Said {
  rental_id: string;
  quantity: number;
  meter?: string;
  from?: number;
  to?: number;
  final?: boolean;
}

let seq = 0;

/** A report as a device publishes it. */
export const usage = (...entries: Said[]) => ({
  seq: ++seq,
  boot: 'a',
  at: Date.now(),
  entries: entries.map((entry) => ({ meter: 'volume', ...entry })),
});

/** These reach the function in one batch, each from its device. */
export const deliver = (...reports: [device_id: string, report: unknown][]) =>
  ingest(sqsEvent(...reports.map(([id, report]) => envelope(id, report, Date.now()))));

/** A device says what its meter stands at. */
export const report = ({ rental_id, device_id }: Rental, quantity: number, more: Partial<Said> = {}) =>
  deliver([device_id, usage({ rental_id, quantity, ...more })]);

type Published = (topic: RegExp) => object[];

/** The lines that were told reach the accountant. */
export async function book(published: Published): Promise<UsageLine[]> {
  const lines = published(/internal\/usage\/line$/) as UsageLine[];
  for (const one of lines) await line(one);
  return lines;
}

export const readLines = (query: Record<string, string> = {}) => call(list, { query, caller: OPERATOR });
export const readLinesOf = (device_id: string, query: Record<string, string> = {}) =>
  call(device, { path: { device_id }, query, caller: OPERATOR });
export const readUnattributed = (query: Record<string, string> = {}) => call(unattributed, { query, caller: OPERATOR });
