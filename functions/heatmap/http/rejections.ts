import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { UNKNOWN_VENUE } from '../../../events/venue/venue.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { venueOf } from '../../venue/index.ts';
import { readRejections } from '../rejections.ts';

export const handler = serve(heatmapRoutes.rejections, async ({ params }) => {
  const venue_id = params.venue_id!;
  if (venue_id !== UNKNOWN_VENUE) await venueOf(venue_id);
  return uncached({ venue_id, ...(await readRejections(venue_id)) });
});
