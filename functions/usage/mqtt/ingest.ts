import { readQueue } from '../../../lib/batch.ts';
import { takeReports } from '../take.ts';

/** Usage reports from the queue. */
export const handler = readQueue('usage', takeReports);
