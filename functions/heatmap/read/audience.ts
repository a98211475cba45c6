import type { Venue } from '../../../events/venue/venue.ts';
import { publicVenueOf, venueOf } from '../../venue/index.ts';

/** The venue that is asked about, and who may keep the answer. */
export interface Audience {
  venue: Venue;
  scope: 'public' | 'private';
}

interface Asked {
  params: Record<string, string>;
}

/** For who has a token. */
export const own = async ({ params }: Asked): Promise<Audience> => ({
  venue: await venueOf(params.venue_id!),
  scope: 'private',
});

/** For anyone. */
export const open = async ({ params }: Asked): Promise<Audience> => ({
  venue: await publicVenueOf(params.venue_id!),
  scope: 'public',
});
