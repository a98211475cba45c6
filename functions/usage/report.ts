import { type UnattributedReason, UsageReport } from '../../events/usage/usage.ts';
import { type Delivery, payloadOf } from '../../lib/batch.ts';
import { compile } from '../../lib/compile.ts';
import { faultIn } from '../../lib/fault.ts';
import { isInSeconds } from '../../lib/time.ts';
import type { Fault } from '../rejection/index.ts';
import type { Count } from '../rental/index.ts';

/** What one device has counted for one rental, as all reports of a batch together say it. */
export interface Counted extends Count {
  /** The newest report that says so. */
  received_at: number;
  /** All of them. */
  deliveries: Delivery[];
}

/** What is on nobody's bill, and why. */
export interface NotBilled {
  count: Counted;
  reason: UnattributedReason;
}

const schema = compile(UsageReport);

/** The report of a delivery, or what is wrong with it. Times decide nothing, so one in seconds is only named. */
export function readReport(delivery: Delivery): { report?: UsageReport; fault?: Fault } {
  const report = payloadOf(delivery);
  if (!schema.Check(report)) return { fault: { reason: 'malformed', detail: faultIn(schema, report) } };
  if (!isInSeconds(report.at)) return { report };
  return { report, fault: { reason: 'at_in_seconds', detail: `/at is ${report.at}` } };
}

/** Adds a report to what others have said: the highest quantity counts, and nothing follows what is final. */
export function add(counts: Map<string, Counted>, delivery: Delivery, { entries }: UsageReport): void {
  const { device_id, received_at } = delivery;
  for (const { rental_id, meter, quantity, from, to, final = false } of entries) {
    const key = `${device_id} ${rental_id} ${meter}`;
    const known = counts.get(key);
    const clock = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    const one = { device_id, rental_id, meter, quantity, final, ...clock, received_at, deliveries: [delivery] };
    counts.set(key, known ? highest(known, one) : one);
  }
}

/** The deliveries of the first are added to: a report may hold hundreds of entries of one rental. */
function highest(a: Counted, b: Counted): Counted {
  const { deliveries } = a;
  if (deliveries.at(-1) !== b.deliveries[0]) deliveries.push(...b.deliveries);
  return {
    ...(b.quantity > a.quantity ? b : a),
    final: a.final || b.final,
    received_at: Math.max(a.received_at, b.received_at),
    deliveries,
  };
}
