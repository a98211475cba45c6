import { cellToLatLng } from 'h3-js';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { refuse } from '../../../lib/errors.ts';
import type { Spot } from './heat.ts';
import { hexagon } from './hexagon.ts';
import type { HeatQuery } from './query.ts';

/** What the answer covers. */
export type Heading = { venue_id: string } & HeatQuery;

export type MediaType = 'application/json' | 'application/geo+json' | 'text/csv';

/** How a heatmap is written, by media type; the first is the default. */
export const FORMATS: Record<MediaType, (heading: Heading, spots: readonly Spot[]) => string> = {
  'application/json': (heading, spots) =>
    JSON.stringify({ ...heading, cells: spots.map(({ cell, people, samples }) => [cell, people, samples]) }),
  'application/geo+json': geoJson,
  'text/csv': csv,
};

/** What a caller prefers of them by its Accept header; throws a Problem where it takes none. */
export function preferred(accept: string | undefined): MediaType {
  const types = Object.keys(FORMATS);
  const type = new Negotiator({ headers: { accept: accept?.trim() || '*/*' } }).mediaType(types);
  if (!type) throw refuse('not_acceptable', `A heatmap comes as: ${types.join(', ')}.`);
  return type as MediaType;
}

/** Each cell's text is made once, with six decimals (a decimetre): the numbers are what changes. */
const hexagons = new LRUCache<string, string>({ max: 50_000, memoMethod: hexagon });
const centers = new LRUCache<string, string>({ max: 50_000, memoMethod: center });

/** RFC 7946: one hexagon for each cell, with the heading as foreign members. */
function geoJson(heading: Heading, spots: readonly Spot[]): string {
  const features = spots.map(
    ({ cell, people, samples }) =>
      `{"type":"Feature","geometry":${hexagons.memo(cell)},"properties":{"cell":"${cell}","people":${people},"samples":${samples}}}`,
  );
  return `{"type":"FeatureCollection",${JSON.stringify(heading).slice(1, -1)},"features":[${features.join(',')}]}`;
}

/** RFC 4180, without quotes as nothing needs them. Each row says what it is of: tables are put together. */
function csv({ floor, from, to }: Heading, spots: readonly Spot[]): string {
  const heading = `${floor},${from},${to}\r\n`;
  const rows = spots.map(
    ({ cell, people, samples }) => `${cell},${centers.memo(cell)},${people},${samples},${heading}`,
  );
  return `cell,lng,lat,people,samples,floor,from,to\r\n${rows.join('')}`;
}

function center(cell: string): string {
  const [lat, lng] = cellToLatLng(cell);
  return `${lng.toFixed(6)},${lat.toFixed(6)}`;
}
