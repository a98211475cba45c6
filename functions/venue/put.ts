import { ID } from '../../events/id.ts';
import { VenueBody } from '../../events/venue.ts';
import { invalid } from '../../lib/errors.ts';
import { http, jsonBody, pathParameter } from '../../lib/http.ts';
import { keys, UNKNOWN_VENUE } from '../../lib/keys.ts';
import { redis } from '../../lib/redis.ts';
import { shape } from '../../lib/shape.ts';
import { believable } from './believable.ts';

const bodyShape = shape(VenueBody);

/** `PUT /v1/venues/{venue_id}`: registers a venue, or replaces it whole. */
export const handler = http(['operator'], async (event) => {
  const venueId = pathParameter(event, 'venue_id');
  if (!ID.test(venueId) || venueId === UNKNOWN_VENUE) {
    throw invalid('venue_id', `A venue id is 1 to 64 of A-Z a-z 0-9 _ . - and not "${UNKNOWN_VENUE}".`);
  }
  const venue = { venue_id: venueId, ...believable(bodyShape(jsonBody(event))) };
  const isNew = (await redis().hset(keys.venues, { [venueId]: JSON.stringify(venue) })) === 1;
  return { status: isNew ? 201 : 200, body: venue };
});
