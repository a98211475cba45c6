import { venueRoutes } from '../../../events/venue/routes.ts';
import { UNKNOWN_VENUE, VenueBody } from '../../../events/venue/venue.ts';
import { invalid } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { inDegrees } from '../floor.ts';
import { writeVenue } from '../store.ts';
import { validateVenue } from '../validate.ts';

export const handler = serve(
  venueRoutes.put,
  async ({ params, body }) => {
    const venue_id = params.venue_id!;
    if (venue_id === UNKNOWN_VENUE) throw invalid('venue_id', `"${UNKNOWN_VENUE}" is no id for a venue.`);
    validateVenue(body);
    const venue = { venue_id, ...body, floors: body.floors.map(inDegrees) };
    const isNew = await writeVenue(venue);
    return { status: isNew ? 201 : 200, body: venue };
  },
  shape(VenueBody),
);
