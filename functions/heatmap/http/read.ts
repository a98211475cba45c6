import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { serve } from '../../../lib/http.ts';
import { venueOf } from '../../venue/index.ts';
import { answer } from '../read/answer.ts';

export const handler = serve(heatmapRoutes.read, async (request) =>
  answer(await venueOf(request.params.venue_id!), request, 'private'),
);
