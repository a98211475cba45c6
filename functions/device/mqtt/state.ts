import { readQueue } from '../../../lib/batch.ts';
import { takeReports } from '../take.ts';

/** State reports from the queue. */
export const handler = readQueue('state', async (deliveries, now) => ({
  accepted: await takeReports(deliveries, now),
}));
