import { hashOf, redis } from '../../../lib/redis.ts';
import { script } from '../../../lib/script.ts';
import { keys } from '../keys.ts';
import type { Heat } from './heat.ts';
import { expiryOf, type Level, MINUTES, markOf } from './levels.ts';
import settleLua from './settle.lua';

/** Buckets asked for in one round trip: with 15,000 cells each the answer stays below Upstash's 10 MB. */
const BUCKETS_AT_ONCE = 15;

interface SettleInput {
  mark: string;
  token: string;
  value: string;
  expires_at: number;
  next?: string;
}

const settleScript = /* @__PURE__ */ script<'dirty' | 'rolled', SettleInput, boolean>(settleLua);

export interface BucketName {
  level: Level;
  start: number;
}

/** The heat of these buckets of a floor, and the venue's marks as they were when the first of them was read. */
export async function readBuckets(
  venue: string,
  floor: string,
  buckets: readonly BucketName[],
): Promise<{ heats: Heat[]; marks: Map<string, string> }> {
  let marks = new Map<string, string>();
  const heats: Heat[] = [];
  for (let first = 0; first < buckets.length; first += BUCKETS_AT_ONCE) {
    const chunk = buckets.slice(first, first + BUCKETS_AT_ONCE);
    const pipeline = redis().pipeline();
    if (first === 0) pipeline.hgetall(keys.dirty(venue));
    for (const { level, start } of chunk) {
      if (level === MINUTES) pipeline.hgetall(keys.minute(venue, floor, start));
      else pipeline.get(keys.rolled(venue, level.name, floor, start));
    }
    const replies = await pipeline.exec<unknown[]>();
    if (first === 0) marks = hashOf(replies.shift());
    chunk.forEach(({ level }, i) => {
      heats.push(level === MINUTES ? minuteHeat(replies[i]) : rolledHeat(replies[i] as string | null));
    });
  }
  return { heats, marks };
}

/** What waits to be rolled up: mark -> token. */
export const readMarks = async (venue: string) => hashOf(await redis().hgetall(keys.dirty(venue)));

/** Stores a recomputed bucket and marks the one above it; false if reports changed it meanwhile. */
export const storeBucket = (
  venue: string,
  floor: string,
  { level, start }: BucketName,
  heat: Heat,
  token: string,
  above?: BucketName,
): Promise<boolean> =>
  settleScript(
    { dirty: keys.dirty(venue), rolled: keys.rolled(venue, level.name, floor, start) },
    {
      mark: markOf(level, floor, start),
      token,
      value: JSON.stringify([...heat].map(([cell, t]) => [cell, t.sum, t.minutes, t.peak, t.samples])),
      expires_at: expiryOf(level, start),
      ...(above && { next: markOf(above.level, floor, above.start) }),
    },
  );

/** A mark without work left to do: its bucket cannot be recomputed any more. */
export const dropMark = (venue: string, mark: string) => redis().hdel(keys.dirty(venue), mark);

function minuteHeat(reply: unknown): Heat {
  const heat: Heat = new Map();
  for (const [cell, text] of hashOf(reply)) {
    const [sum, samples, peak] = text.split(' ').map(Number) as [number, number, number];
    heat.set(cell, { sum: sum / samples, minutes: 1, peak, samples });
  }
  return heat;
}

function rolledHeat(text: string | null): Heat {
  const rows = JSON.parse(text ?? '[]') as [string, number, number, number, number][];
  return new Map(rows.map(([cell, sum, minutes, peak, samples]) => [cell, { sum, minutes, peak, samples }]));
}
