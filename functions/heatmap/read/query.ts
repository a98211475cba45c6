import type { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import type { QueryOf } from '../../../events/route.ts';
import type { Venue } from '../../../events/venue/venue.ts';
import { invalid } from '../../../lib/errors.ts';
import { floorOf } from './floors.ts';
import { aligned, type Window } from './tiles.ts';
import { windowOf } from './window.ts';

/** The parameters of a heatmap URL, as its route lets them through. */
export type HeatmapParameters = QueryOf<typeof heatmapRoutes.read>;

export type Metric = 'mean' | 'peak';

/** Which heat a heatmap request asks for. */
export interface HeatQuery extends Window {
  floor: string;
  metric: Metric;
  resolution: number;
}

/** What a heatmap request asks for. */
export interface HeatmapQuery extends HeatQuery {
  top: number | undefined;
}

/** What the parameters mean for a venue; throws a Problem that names the parameter at fault. */
export function heatmapQuery(parameters: HeatmapParameters, venue: Venue, now: number): HeatmapQuery {
  return {
    floor: floorOf(parameters.floor, venue),
    metric: parameters.metric,
    resolution: resolutionOf(parameters, venue),
    top: parameters.top,
    ...aligned(windowOf(parameters, now), now),
  };
}

function resolutionOf({ resolution }: HeatmapParameters, venue: Venue): number {
  if (resolution === undefined) return venue.resolution;
  if (resolution <= venue.resolution) return resolution;
  throw invalid('resolution', `resolution must be at most the venue's, ${venue.resolution}.`);
}
