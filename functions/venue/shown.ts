import type { PublicVenue, Venue } from '../../events/venue/venue.ts';

/** A venue without what only its operator and its robots need. */
export const shownToAnyone = ({ venue_id, name, time_zone, floors }: Venue): PublicVenue => ({
  venue_id,
  name,
  time_zone,
  floors: floors.map(({ floor, bounds }) => ({ floor, bounds })),
});
