import type { Venue } from '../../events/venue/venue.ts';
import { hashOf, redis } from '../../lib/redis.ts';
import { keys } from './keys.ts';

/** Registers a venue or replaces it whole; whether it is new. */
export const writeVenue = async (venue: Venue): Promise<boolean> =>
  (await redis().hset(keys.venues(), { [venue.venue_id]: JSON.stringify(venue) })) === 1;

/** Every registered venue, by id. */
export async function readVenues(): Promise<Venue[]> {
  const texts = hashOf(await redis().hgetall(keys.venues())).values();
  const venues = [...texts].map((text) => JSON.parse(text) as Venue);
  return venues.sort((a, b) => (a.venue_id < b.venue_id ? -1 : 1));
}

export const readVenueIds = (): Promise<string[]> => redis().hkeys(keys.venues());
