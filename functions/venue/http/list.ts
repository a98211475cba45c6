import { venueRoutes } from '../../../events/venue/routes.ts';
import { serve } from '../../../lib/http.ts';
import { readVenues } from '../store.ts';

export const handler = serve(venueRoutes.list, async () => ({
  headers: { 'cache-control': 'private, max-age=10' },
  body: { venues: await readVenues() },
}));
