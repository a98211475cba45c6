import { RollupDue } from '../../../events/internal.ts';
import { readMessage } from '../../../lib/message.ts';
import { rollUp } from '../buckets/rollup.ts';

/** Rule `rollup_due`: a venue's hours from its minutes, then its days from its hours, wherever a mark is. */
export const handler = readMessage(RollupDue, ({ venue_id }, now) => rollUp(venue_id, now));
