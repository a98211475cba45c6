import type { Answer } from '../../../../lib/answer.ts';
import type { Audience } from '../audience.ts';
import { freshness } from '../freshness.ts';
import { remembered } from '../remembered.ts';
import { send } from '../send.ts';
import { pointsOf } from './points.ts';
import { type SeriesParameters, seriesQuery } from './query.ts';

interface Asked {
  query: SeriesParameters;
  headers: Record<string, string | undefined>;
  now: number;
}

/** People on a venue's floors over time, or 304. */
export async function series(audience: Audience, { query: parameters, headers, now }: Asked): Promise<Answer> {
  const { floors, ...steps } = seriesQuery(parameters, audience, now);
  const { venue_id } = audience.venue;
  const { from, to, step } = steps;
  const { cacheControl, memory } = freshness(steps, now, step);
  const text = await remembered([venue_id, floors, steps], async () => {
    const found = [];
    for (const floor of floors) found.push({ floor, points: await pointsOf(venue_id, floor, steps, now) });
    const body = { venue_id, from, to, step: step.name, step_ms: step.span, floors: found };
    return { body: JSON.stringify(body), ttl: memory };
  });
  const { scope } = audience;
  return send(text, { type: 'application/json', scope, cacheControl, known: headers['if-none-match'] });
}
