import type { Venue } from '../../events/venue.ts';
import { invalid } from '../../lib/errors.ts';
import { type Parameters, wholeNumber } from '../../lib/parameters.ts';
import { ceilTo, DAY, floorTo, HOUR, MINUTE } from '../../lib/time.ts';
import { aligned, type Window } from './tiles.ts';

export type Metric = 'mean' | 'peak';

/** What a heatmap request asks for. */
export interface HeatmapQuery extends Window {
  floor: string;
  metric: Metric;
  resolution: number;
  top: number | undefined;
}

const UNITS = { m: MINUTE, h: HOUR, d: DAY };

/** The query of a heatmap URL; throws a Problem that names the parameter at fault. */
export function heatmapQuery(parameters: Parameters, venue: Venue, now: number): HeatmapQuery {
  return {
    floor: floorOf(parameters, venue),
    metric: metricOf(parameters),
    resolution: resolutionOf(parameters, venue),
    top: wholeNumber(parameters, 'top', 1, 1_000_000),
    ...aligned(windowOf(parameters, now), now),
  };
}

function floorOf({ floor }: Parameters, { floors }: Venue): string {
  const names = floors.map((one) => one.floor);
  if (floor === undefined && names.length === 1) return names[0]!;
  if (floor !== undefined && names.includes(floor)) return floor;
  throw invalid('floor', `floor must be one of: ${names.join(', ')}.`);
}

function metricOf({ metric = 'mean' }: Parameters): Metric {
  if (metric === 'mean' || metric === 'peak') return metric;
  throw invalid('metric', 'metric must be mean or peak.');
}

function resolutionOf(parameters: Parameters, venue: Venue): number {
  return wholeNumber(parameters, 'resolution', 0, venue.resolution) ?? venue.resolution;
}

/** Every minute that the window touches, so that the same minute gives the same answer. */
function windowOf(parameters: Parameters, now: number): Window {
  if (parameters.from === undefined && parameters.to === undefined) {
    const span = spanOf(parameters.window ?? '5m');
    return { from: floorTo(now - span, MINUTE), to: ceilTo(now, MINUTE) };
  }
  if (parameters.window !== undefined) throw invalid('window', 'Give either window, or from and to.');
  const from = wholeNumber(parameters, 'from', 0, Number.MAX_SAFE_INTEGER);
  const to = wholeNumber(parameters, 'to', 0, Number.MAX_SAFE_INTEGER);
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
