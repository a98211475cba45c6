import { readQueue } from '../../../lib/batch.ts';
import { log } from '../../../lib/log.ts';
import { applyReports } from '../ingest/apply.ts';
import { type Share, share } from '../ingest/share.ts';

/** Crowd reports from the queue: every one ends in a heatmap or among the counted rejections, or is delivered again. */
export const handler = readQueue(async (deliveries, now) => {
  const shares = await share(deliveries, now);
  const failed = await Promise.all([...shares].map(([venue, own]) => take(venue, own)));
  return failed.flat();
});

/** Counts a venue's share; returns the ids of its messages if that failed. */
async function take(venue: string, { ids, reports, rejected }: Share): Promise<string[]> {
  try {
    log.info('crowd reports', { venue, ...(await applyReports(venue, reports, rejected)) });
    return [];
  } catch (error) {
    log.error('crowd reports will be delivered again', { venue, reports: ids.length, error: error as Error });
    return ids;
  }
}
