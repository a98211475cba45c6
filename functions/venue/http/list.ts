import { venueRoutes } from '../../../events/venue/routes.ts';
import { serve } from '../../../lib/http.ts';
import { serveEach } from '../../../lib/serve-each.ts';
import { publicVenueOf } from '../remembered.ts';
import { shownToAnyone } from '../shown.ts';
import { readVenues } from '../store.ts';

/** All reads of venues are one function. */
export const handler = serveEach(
  serve(venueRoutes.list, async () => ({
    headers: { 'cache-control': 'private, max-age=10' },
    body: { venues: await readVenues() },
  })),
  serve(venueRoutes.readPublic, async ({ params }) => ({
    headers: { 'cache-control': 'public, max-age=60' },
    body: shownToAnyone(await publicVenueOf(params.venue_id!)),
  })),
);
