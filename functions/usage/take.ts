import type { Delivery, Taken } from '../../lib/batch.ts';
import { type Rejection, reject, rejectionOf } from '../rejection/index.ts';
import { add, type Counted, readReport } from './report.ts';
import { settle } from './settle.ts';
import { keepUnattributed } from './unattributed.ts';

/**
 * Takes usage reports: what was counted is on a bill, or kept with the reason why not. What could not be settled must be
 * delivered again.
 */
export async function takeReports(deliveries: readonly Delivery[], now: number): Promise<Taken> {
  const rejections: Rejection[] = [];
  const counts = new Map<string, Counted>();
  let accepted = 0;
  for (const delivery of deliveries) {
    const { report, fault } = readReport(delivery);
    if (fault) rejections.push(rejectionOf(delivery, 'usage', fault));
    if (!report) continue;
    accepted += 1;
    add(counts, delivery, report);
  }
  const { unattributed, failed } = await settle([...counts.values()], now);
  await keepUnattributed(unattributed);
  for (const { count, reason } of unattributed) {
    const { rental_id, meter, quantity, deliveries } = count;
    const detail = `/entries ${quantity} of ${meter} for ${rental_id}`;
    rejections.push(rejectionOf(deliveries.at(-1)!, 'usage', { reason, detail }));
  }
  await reject(rejections, now);
  return { accepted, failed: [...new Set(failed.flatMap(({ deliveries }) => deliveries.map(({ id }) => id)))] };
}
