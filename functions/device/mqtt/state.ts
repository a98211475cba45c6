import { readQueue } from '../../../lib/batch.ts';
import { takeReports } from '../take.ts';

/** State reports from the queue. */
export const handler = readQueue(async (deliveries, now) => {
  await takeReports(deliveries, now);
  return [];
});
