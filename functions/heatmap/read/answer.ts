import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { type Answer, MOST_BYTES } from '../../../lib/answer.ts';
import { invalid, refuse } from '../../../lib/errors.ts';
import { DAY } from '../../../lib/time.ts';
import type { Audience } from './audience.ts';
import { FORMATS } from './formats.ts';
import { freshness } from './freshness.ts';
import { hottest, type Spot } from './heat.ts';
import { type HeatmapParameters, type HeatmapQuery, heatmapQuery } from './query.ts';

/** What anyone may ask for costs us: about a hundred commands a month of heat. */
const MOST_PUBLIC = 31 * DAY;
const MEMORY_BYTES = 32 * 1024 * 1024;

interface Question {
  venue: string;
  query: HeatmapQuery;
  type: string;
  now: number;
}

interface Text {
  body: string;
  etag: string;
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

/**
 * A warm function's answers: each question is answered once however many ask it at the same time, then from memory for
 * a while.
 */
const answers = new LRUCache<string, Text, Question>({
  maxSize: MEMORY_BYTES,
  sizeCalculation: ({ body }) => body.length,
  ignoreFetchAbort: true, // who asked gets the answer, even if there was no room to keep it
  fetchMethod: async (_key, _stale, { context: { venue, query, type, now }, options }) => {
    const { top, ...heat } = query;
    const key = JSON.stringify([venue, heat]);
    const spots = (await heats.fetch(key, { context: { venue, query, type, now } }))!;
    options.ttl = Math.max(1, heats.getRemainingTTL(key)); // no answer outlives the heat that it was made of
    return write(venue, query, type, top === undefined ? spots : spots.slice(0, top));
  },
});

interface Asked {
  query: HeatmapParameters;
  headers: Record<string, string | undefined>;
  now: number;
}

/** The answer about a venue, or 304. */
export async function answer(
  { venue, scope }: Audience,
  { query: parameters, headers: { accept, 'if-none-match': known }, now }: Asked,
): Promise<Answer> {
  const query = heatmapQuery(parameters, venue, now);
  if (scope === 'public' && query.to - query.from > MOST_PUBLIC) {
    throw invalid('window', 'A public window is at most 31 days.');
  }
  const type = formatOf(accept);
  const question: Question = { venue: venue.venue_id, query, type, now };
  const { body, etag } = (await answers.fetch(JSON.stringify([venue.venue_id, query, type]), { context: question }))!;
  const headers = {
    etag,
    'cache-control': `${scope}, ${freshness(query, now).cacheControl}`,
    vary: 'accept',
  };
  if (isKnown(etag, known)) return { status: 304, headers };
  return { headers: { ...headers, 'content-type': type }, body };
}

function write(venue: string, query: HeatmapQuery, type: string, spots: readonly Spot[]): Text {
  const { floor, metric, resolution, from, to } = query;
  const heading = { venue_id: venue, floor, metric, resolution, from, to };
  const body = FORMATS[type]!(heading, spots);
  if (body.length > MOST_BYTES) {
    throw refuse(
      'answer_too_large',
      `${body.length} bytes are more than the gateway hands on; ask for fewer cells by top or resolution.`,
    );
  }
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}

function formatOf(accept: string | undefined): string {
  const types = Object.keys(FORMATS);
  const type = new Negotiator({ headers: { accept: accept?.trim() || '*/*' } }).mediaType(types);
  if (!type) throw refuse('not_acceptable', `A heatmap comes as: ${types.join(', ')}.`);
  return type;
}

const isKnown = (etag: string, ifNoneMatch: string | undefined) =>
  ifNoneMatch?.split(',').some((known) => ['*', etag, `W/${etag}`].includes(known.trim())) ?? false;
