import { readQueue, type Taken } from '../../../lib/batch.ts';
import { log } from '../../../lib/log.ts';
import { type Rejection, reject, rejectionOf } from '../../rejection/index.ts';
import { applyReports } from '../ingest/apply.ts';
import { type Share, share } from '../ingest/share.ts';
import { speedsOf } from '../ingest/speeds.ts';

/** Crowd reports from the queue: every one ends in a heatmap or among the counted rejections, or is delivered again. */
export const handler = readQueue('crowd', async (deliveries, now) => {
  const shares = await share(deliveries, now);
  const rejections: Rejection[] = [];
  const taken = await Promise.all([...shares].map(([venue, own]) => take(venue, own, rejections)));
  await reject(rejections, now);
  return {
    accepted: taken.reduce((sum, { accepted }) => sum + accepted, 0),
    failed: taken.flatMap(({ failed = [] }) => failed),
  };
});

/** Counts a venue's share, and adds what did not count. */
async function take(venue: string, { reports, deliveries, rejected }: Share, found: Rejection[]): Promise<Taken> {
  try {
    const { refused, ...outcome } = await applyReports(venue, reports, rejected, await speedsOf(reports));
    log.info('crowd reports', { venue, ...outcome });
    for (const one of rejected) found.push(rejectionOf(one.delivery, 'crowd', one));
    for (const [report, reason] of refused) {
      found.push(rejectionOf(deliveries[report - 1]!, 'crowd', { reason, detail: reason }));
    }
    return { accepted: outcome.accepted };
  } catch (error) {
    const ids = [...deliveries, ...rejected.map(({ delivery }) => delivery)].map(({ id }) => id);
    log.error('crowd reports will be delivered again', { venue, reports: ids.length, error: error as Error });
    return { accepted: 0, failed: ids };
  }
}
