import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { serve } from '../../../lib/http.ts';
import { serveEach } from '../../../lib/serve-each.ts';
import { answer } from '../read/answer.ts';
import { open, own } from '../read/audience.ts';

/** All reads of heat are one function: they share what it remembers. */
export const handler = serveEach(
  serve(heatmapRoutes.read, async (request) => answer(await own(request), request)),
  serve(heatmapRoutes.readPublic, async (request) => answer(await open(request), request)),
);
