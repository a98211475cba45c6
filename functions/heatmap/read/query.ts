import type { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import type { QueryOf } from '../../../events/route.ts';
import type { Venue } from '../../../events/venue/venue.ts';
import { invalid } from '../../../lib/errors.ts';
import { ceilTo, DAY, floorTo, HOUR, MINUTE } from '../../../lib/time.ts';
import { aligned, type Window } from './tiles.ts';

/** The parameters of a heatmap URL, as its route lets them through. */
export type HeatmapParameters = QueryOf<typeof heatmapRoutes.read>;

export type Metric = 'mean' | 'peak';

/** What a heatmap request asks for. */
export interface HeatmapQuery extends Window {
  floor: string;
  metric: Metric;
  resolution: number;
  top: number | undefined;
}

const UNITS = { m: MINUTE, h: HOUR, d: DAY };

/** What the parameters mean for a venue; throws a Problem that names the parameter at fault. */
export function heatmapQuery(parameters: HeatmapParameters, venue: Venue, now: number): HeatmapQuery {
  return {
    floor: floorOf(parameters, venue),
    metric: parameters.metric,
    resolution: resolutionOf(parameters, venue),
    top: parameters.top,
    ...aligned(windowOf(parameters, now), now),
  };
}

function floorOf({ floor }: HeatmapParameters, { floors }: Venue): string {
  const names = floors.map((one) => one.floor);
  if (floor === undefined && names.length === 1) return names[0]!;
  if (floor !== undefined && names.includes(floor)) return floor;
  throw invalid('floor', `floor must be one of: ${names.join(', ')}.`);
}

function resolutionOf({ resolution }: HeatmapParameters, venue: Venue): number {
  if (resolution === undefined) return venue.resolution;
  if (resolution <= venue.resolution) return resolution;
  throw invalid('resolution', `resolution must be at most the venue's, ${venue.resolution}.`);
}

/** Every minute that the window touches, so that the same minute gives the same answer. */
function windowOf({ window, from, to }: HeatmapParameters, now: number): Window {
  if (from === undefined && to === undefined) {
    return { from: floorTo(now - spanOf(window ?? '5m'), MINUTE), to: ceilTo(now, MINUTE) };
  }
  if (window !== undefined) throw invalid('window', 'Give either window, or from and to.');
  if (from === undefined) throw invalid('from', 'from must be given along with to, in milliseconds since the epoch.');
  if (from > now + MINUTE) throw invalid('from', 'from must not lie in the future.');
  if (to === undefined || to <= from)
    throw invalid('to', 'to must be later than from, in milliseconds since the epoch.');
  return { from: floorTo(from, MINUTE), to: Math.min(ceilTo(to, MINUTE), ceilTo(now + MINUTE, MINUTE)) };
}

function spanOf(window: string): number {
  const [, amount, unit] = /^([1-9]\d{0,3})([mhd])$/.exec(window) ?? [];
  if (!amount) throw invalid('window', 'window must be a span such as 5m, 1h or 24h.');
  return Number(amount) * UNITS[unit as keyof typeof UNITS];
}
