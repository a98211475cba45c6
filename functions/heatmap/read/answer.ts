import { LRUCache } from 'lru-cache';
import { type Answer, MOST_BYTES } from '../../../lib/answer.ts';
import { refuse } from '../../../lib/errors.ts';
import type { Audience } from './audience.ts';
import { FORMATS, type MediaType, preferred } from './formats.ts';
import { freshness } from './freshness.ts';
import { hottest, type Spot } from './heat.ts';
import { type HeatmapParameters, type HeatmapQuery, type HeatQuery, heatmapQuery } from './query.ts';
import { remembered } from './remembered.ts';
import { send } from './send.ts';
import { holdToBounds } from './window.ts';

interface Question {
  venue: string;
  query: HeatQuery;
  now: number;
}

/** So much of a floor's heat is remembered, in cells of all floors and windows. */
const MEMORY_CELLS = 200_000;

/** The heat behind answers, whatever their format and however many of the hottest cells they show. */
const heats = new LRUCache<string, Spot[], Question>({
  maxSize: MEMORY_CELLS,
  sizeCalculation: (spots) => spots.length + 1,
  ignoreFetchAbort: true,
  fetchMethod: async (_key, _stale, { context: { venue, query, now }, options }) => {
    options.ttl = freshness(query, now).memory;
    return hottest(venue, query, now);
  },
});

interface Asked {
  query: HeatmapParameters;
  headers: Record<string, string | undefined>;
  now: number;
}

/** The heatmap of a venue's floor, or 304; in the format of the URL, or else in what the caller prefers. */
export async function heatmap(
  { venue: asked, scope }: Audience,
  { query: parameters, headers: { accept, 'if-none-match': known }, now }: Asked,
  ofUrl?: MediaType,
): Promise<Answer> {
  const query = heatmapQuery(parameters, asked, now);
  holdToBounds(query, scope);
  const venue = asked.venue_id;
  const type = ofUrl ?? preferred(accept);
  const text = await remembered([venue, query, type], async () => {
    const { top, ...heat } = query;
    const key = JSON.stringify([venue, heat]);
    const spots = (await heats.fetch(key, { context: { venue, query: heat, now } }))!;
    const ttl = Math.max(1, heats.getRemainingTTL(key)); // no answer outlives the heat that it was made of
    return { body: write(venue, query, type, top === undefined ? spots : spots.slice(0, top)), ttl };
  });
  const { cacheControl } = freshness(query, now);
  return send(text, { type, scope, cacheControl, known, vary: ofUrl ? undefined : 'accept' });
}

function write(venue: string, query: HeatmapQuery, type: MediaType, spots: readonly Spot[]): string {
  const { floor, metric, resolution, from, to } = query;
  const heading = { venue_id: venue, floor, metric, resolution, from, to };
  const body = FORMATS[type](heading, spots);
  if (body.length > MOST_BYTES) {
    throw refuse(
      'answer_too_large',
      `${body.length} bytes are more than the gateway hands on; ask for fewer cells by top or resolution.`,
    );
  }
  return body;
}
