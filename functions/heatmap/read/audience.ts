import type { Venue } from '../../../events/venue/venue.ts';
import { refuse } from '../../../lib/errors.ts';
import { venueOf } from '../../venue/index.ts';

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

/** For anyone: a venue that is not public is unknown here. */
export async function open({ params }: Asked): Promise<Audience> {
  const venue = await venueOf(params.venue_id!);
  if (!venue.public) throw refuse('venue_unknown');
  return { venue, scope: 'public' };
}
