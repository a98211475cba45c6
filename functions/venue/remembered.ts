import { LRUCache } from 'lru-cache';
import type { Venue } from '../../events/venue/venue.ts';
import { refuse } from '../../lib/errors.ts';
import { redis } from '../../lib/redis.ts';
import { SECOND } from '../../lib/time.ts';
import { keys } from './keys.ts';

/** A change to a venue counts after this long at the latest; an unknown one is looked up every time. */
const known = /* @__PURE__ */ new LRUCache<string, Venue>({ max: 1000, ttl: 10 * SECOND });

/** The registered ones among these venues, in at most one Redis command. */
export async function venuesOf(ids: Iterable<string>): Promise<Map<string, Venue>> {
  const found = new Map<string, Venue>();
  const missing: string[] = [];
  for (const id of new Set(ids)) {
    const venue = known.get(id);
    if (venue) found.set(id, venue);
    else missing.push(id);
  }
  if (missing.length === 0) return found;
  const texts = (await redis().hmget(keys.venues(), ...missing)) as unknown as (string | null)[];
  for (const text of texts) {
    if (text === null) continue;
    const venue = JSON.parse(text) as Venue;
    known.set(venue.venue_id, venue);
    found.set(venue.venue_id, venue);
  }
  return found;
}

/** One registered venue; throws a 404 otherwise. */
export async function venueOf(id: string): Promise<Venue> {
  const venue = (await venuesOf([id])).get(id);
  if (!venue) throw refuse('venue_unknown');
  return venue;
}

/** The same for who has no token: a venue that is not public does not exist there. */
export async function publicVenueOf(id: string): Promise<Venue> {
  const venue = await venueOf(id);
  if (!venue.public) throw refuse('venue_unknown');
  return venue;
}
