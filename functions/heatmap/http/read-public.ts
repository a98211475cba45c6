import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { venueOf } from '../../venue/index.ts';
import { answer } from '../read/answer.ts';

/** A venue that is not public is unknown here. */
export const handler = serve(heatmapRoutes.readPublic, async (request) => {
  const venue = await venueOf(request.params.venue_id!);
  if (!venue.public) throw refuse('venue_unknown');
  return answer(venue, request, 'public');
});
