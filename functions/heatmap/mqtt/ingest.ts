import { type Delivery, readQueue } from '../../../lib/batch.ts';
import { log } from '../../../lib/log.ts';
import { type Rejection, reject } from '../../rejection/index.ts';
import { applyReports } from '../ingest/apply.ts';
import { type Share, share } from '../ingest/share.ts';
import { speedsOf } from '../ingest/speeds.ts';

/** Crowd reports from the queue: every one ends in a heatmap or among the counted rejections, or is delivered again. */
export const handler = readQueue(async (deliveries, now) => {
  const shares = await share(deliveries, now);
  const rejections: Rejection[] = [];
  const failed = await Promise.all([...shares].map(([venue, own]) => take(venue, own, rejections)));
  await reject(rejections, now);
  return failed.flat();
});

/** Counts a venue's share; returns the ids of its messages if that failed. */
async function take(
  venue: string,
  { ids, reports, deliveries, rejected }: Share,
  found: Rejection[],
): Promise<string[]> {
  try {
    const { refused, ...outcome } = await applyReports(venue, reports, rejected, await speedsOf(reports));
    log.info('crowd reports', { venue, ...outcome });
    for (const { delivery, reason, detail } of rejected) found.push(rejection(delivery, reason, detail));
    for (const [report, reason] of refused) found.push(rejection(deliveries[report - 1]!, reason, reason));
    return [];
  } catch (error) {
    log.error('crowd reports will be delivered again', { venue, reports: ids.length, error: error as Error });
    return ids;
  }
}

const rejection = (
  { device_id, received_at, data }: Delivery,
  reason: Rejection['reason'],
  detail: string,
): Rejection => ({
  device_id,
  said: 'crowd',
  reason,
  detail,
  received_at,
  text: Buffer.from(data, 'base64').toString(),
});
