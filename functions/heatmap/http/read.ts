import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { serve } from '../../../lib/http.ts';
import { serveEach } from '../../../lib/serve-each.ts';
import { heatmap } from '../read/answer.ts';
import { open, own } from '../read/audience.ts';
import { series } from '../read/series/answer.ts';

const { read, readPublic, geojson, geojsonPublic, csv, csvPublic } = heatmapRoutes;
const { series: ownSeries, seriesPublic } = heatmapRoutes;

/** All reads of heat are one function: they share what it remembers. */
export const handler = serveEach(
  serve(read, async (request) => heatmap(await own(request), request)),
  serve(readPublic, async (request) => heatmap(await open(request), request)),
  serve(geojson, async (request) => heatmap(await own(request), request, 'application/geo+json')),
  serve(geojsonPublic, async (request) => heatmap(await open(request), request, 'application/geo+json')),
  serve(csv, async (request) => heatmap(await own(request), request, 'text/csv')),
  serve(csvPublic, async (request) => heatmap(await open(request), request, 'text/csv')),
  serve(ownSeries, async (request) => series(await own(request), request)),
  serve(seriesPublic, async (request) => series(await open(request), request)),
);
