import { HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { LATE } from '../buckets/levels.ts';
import lua from './seen.lua';

/** The Lua part that knows which reports were seen. */
export const seen = { name: 'heatmap.seen', lua };

/**
 * What was seen lies beside the time that a report is of, because a report that is delivered again has the same time,
 * whatever has come meanwhile. So it counts for as long as it is not too late, in any order, and is forgotten after that.
 */
export const SEEN_SPAN = 10 * MINUTE;

/** When Redis forgets what was seen of a span, in seconds since the epoch: an hour after all of it is too late. */
export const seenUntil = (start: number): number => (start + SEEN_SPAN + LATE + HOUR) / SECOND;
