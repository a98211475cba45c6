import type { Cell } from '../map/cells.ts';
import type { View } from '../session/session.ts';
import { api, ask, bodyOf } from '../talk/api.ts';
import type { Point } from './timeline.tsx';

/** As much of a venue as anybody may know where it is public. */
export type Venue = Pick<Awaited<ReturnType<typeof readVenues>>[number], 'venue_id' | 'name' | 'time_zone' | 'floors'>;
export type Metric = 'mean' | 'peak';
export type Who = View | 'anyone';

/** A floor over a window that ends at `to`, or now. */
export interface Frame {
  venue_id: string;
  floor: string;
  metric: Metric;
  /** ms */
  to?: number | undefined;
}

/** What one frame covers; the API's own window. */
const WINDOW = 5 * 60_000;

export interface Heat {
  cells: Cell[];
  from: number;
  to: number;
}

export async function readVenues() {
  return (await ask('console', (client) => client.GET('/v1/venues'))).venues;
}

export async function readHeat(who: Who, { venue_id, floor, metric, to }: Frame): Promise<Heat> {
  const client = await api(who);
  const params = {
    path: { venue_id },
    query: { floor, metric, ...(to === undefined ? { window: '5m' } : { from: to - WINDOW, to }) },
  };
  // an answer about the present may be kept until the minute is over; who watches it all day wants the newest
  const cache = to === undefined ? 'no-cache' : 'default';
  const answer =
    who === 'anyone'
      ? client.GET('/public/venues/{venue_id}/heatmap', { params })
      : client.GET('/v1/venues/{venue_id}/heatmap', { params, cache });
  const { cells, from, to: until } = (await bodyOf(answer)) as unknown as Heat;
  return { cells, from, to: until };
}

/** The frames that were played last; what is past stays as it is. */
const MOST = 240;
const played = new Map<string, Promise<Heat>>();

/** The same for what is past, asked for once. */
export function readPast(who: Who, frame: Frame & { to: number }): Promise<Heat> {
  const key = JSON.stringify([who, frame.venue_id, frame.floor, frame.metric, frame.to]);
  const known = played.get(key);
  if (known) return known;
  const asked = readHeat(who, frame);
  played.set(key, asked);
  asked.catch(() => played.delete(key));
  if (played.size > MOST) played.delete(played.keys().next().value!);
  return asked;
}

/** How many people there were on a floor in the last hours, minute by minute. */
export async function readSeries(who: Who, venue_id: string, floor: string, hours: number): Promise<Point[]> {
  const client = await api(who);
  const to = Math.ceil(Date.now() / MINUTE) * MINUTE; // with the minute that runs
  const params = { path: { venue_id }, query: { floor, from: to - hours * 60 * MINUTE, to, step: 'minute' as const } };
  const answer =
    who === 'anyone'
      ? client.GET('/public/venues/{venue_id}/heatmap/series', { params })
      : client.GET('/v1/venues/{venue_id}/heatmap/series', { params });
  const points = (await bodyOf(answer)).floors[0]?.points ?? [];
  // the minute that runs has not seen everybody yet, and would end the line in a dip
  return points.length > 2 && points.at(-1)!.at === to - MINUTE ? points.slice(0, -1) : points;
}
const MINUTE = 60_000;
