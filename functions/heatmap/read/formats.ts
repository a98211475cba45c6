import { cellToLatLng } from 'h3-js';
import { LRUCache } from 'lru-cache';
import type { Spot } from './heat.ts';
import { hexagon } from './hexagon.ts';
import type { HeatmapQuery } from './query.ts';

/** What the answer covers. */
export type Heading = { venue_id: string } & Pick<HeatmapQuery, 'floor' | 'metric' | 'resolution' | 'from' | 'to'>;

/** How a heatmap is written, by media type; the first is the default. */
export const FORMATS: Record<string, (heading: Heading, spots: readonly Spot[]) => string> = {
  'application/json': (heading, spots) =>
    JSON.stringify({ ...heading, cells: spots.map(({ cell, people, samples }) => [cell, people, samples]) }),
  'application/geo+json': geoJson,
  'text/csv': csv,
};

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

/** RFC 4180, without quotes as nothing needs them. */
function csv(_: Heading, spots: readonly Spot[]): string {
  const rows = spots.map(({ cell, people, samples }) => `${cell},${centers.memo(cell)},${people},${samples}\r\n`);
  return `cell,lng,lat,people,samples\r\n${rows.join('')}`;
}

function center(cell: string): string {
  const [lat, lng] = cellToLatLng(cell);
  return `${lng.toFixed(6)},${lat.toFixed(6)}`;
}
