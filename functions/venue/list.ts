import type { Venue } from '../../events/venue.ts';
import { http, ROLES } from '../../lib/http.ts';
import { keys } from '../../lib/keys.ts';
import { hashOf, redis } from '../../lib/redis.ts';

/** `GET /v1/venues`: every registered venue, by id. */
export const handler = http(ROLES, async () => {
  const venues = [...hashOf(await redis().hgetall(keys.venues)).values()].map((text) => JSON.parse(text) as Venue);
  venues.sort((a, b) => (a.venue_id < b.venue_id ? -1 : 1));
  return { status: 200, headers: { 'cache-control': 'private, max-age=10' }, body: { venues } };
});
