import { http, pathParameter } from '../../lib/http.ts';
import { UNKNOWN_VENUE } from '../../lib/keys.ts';
import { venueOf } from './venues.ts';
import { readRejections } from './verdicts.ts';

/**
 * `GET /v1/venues/{venue_id}/rejections`: how many reports counted, how many did not and why, by device, and the last
 * few of each reason. Under the id `unknown`: those that named no registered venue.
 */
export const handler = http(['operator'], async (event) => {
  const venueId = pathParameter(event, 'venue_id');
  if (venueId !== UNKNOWN_VENUE) await venueOf(venueId);
  const body = { venue_id: venueId, ...(await readRejections(venueId)) };
  return { status: 200, headers: { 'cache-control': 'no-store' }, body };
});
