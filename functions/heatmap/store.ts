import { randomUUID } from 'node:crypto';
import { keys } from '../../lib/keys.ts';
import { hashOf, redis } from '../../lib/redis.ts';
import { script } from '../../lib/script.ts';
import { SECOND } from '../../lib/time.ts';
import { type Heat, type Row, tabulate } from './aggregate.ts';
import apply from './apply.lua';
import type { CleanReport, Reason } from './clean.ts';
import { type Level, LIMITS, MINUTES, markOf } from './levels.ts';
import once from './once.lua';
import settle from './settle.lua';

/** How many rejected reports are kept of each reason. */
const SAMPLES = 20;
/** Buckets asked for in one round trip: with 15,000 cells each the answer stays below Upstash's 10 MB. */
const BUCKETS_AT_ONCE = 15;

export interface Rejected {
  reason: Reason;
  deviceId: string;
  /** What an operator gets to read, JSON. */
  sample: string;
}

export interface Outcome {
  accepted: number;
  rejected: Partial<Record<Reason, number>>;
}

interface ApplyInput {
  token: string;
  speed: number;
  slots: number;
  buckets: { cells: string[]; expires_at: number; mark: string }[];
  reports: Row[];
  rejected: [Reason, string, string][];
}

interface SettleInput {
  mark: string;
  token: string;
  value: string;
  expires_at: number;
  next?: string;
}

const applyScript = script<ApplyInput, Outcome>(once, apply);
const settleScript = script<SettleInput, boolean>(settle);

/**
 * Counts a batch of one venue's reports and rejections. Repeating it changes no heatmap, as a report is known by its
 * sequence number; the verdicts count deliveries, so they grow.
 */
export function applyReports(venue: string, reports: CleanReport[], rejected: Rejected[]): Promise<Outcome> {
  const { buckets, rows } = tabulate(reports);
  const bucketKeys = buckets.map(({ floor, start }) => keys.heat(venue, MINUTES.name, floor, start));
  return applyScript(
    [keys.devices(venue), keys.dirty(venue), keys.verdicts(venue), keys.samples(venue), ...bucketKeys],
    {
      token: randomUUID(),
      speed: LIMITS.speed,
      slots: SAMPLES,
      buckets: buckets.map(({ cells, mark, start }) => ({ cells, mark, expires_at: expiry(MINUTES, start) })),
      reports: rows,
      rejected: rejected.map(({ reason, deviceId, sample }) => [reason, deviceId, sample]),
    },
  );
}

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
  for (let first = 0; first === 0 || first < buckets.length; first += BUCKETS_AT_ONCE) {
    const chunk = buckets.slice(first, first + BUCKETS_AT_ONCE);
    const pipeline = redis().pipeline();
    if (first === 0) pipeline.hgetall(keys.dirty(venue));
    for (const { level, start } of chunk) {
      const key = keys.heat(venue, level.name, floor, start);
      if (level === MINUTES) pipeline.hgetall(key);
      else pipeline.get(key);
    }
    const replies = await pipeline.exec<unknown[]>();
    if (first === 0) marks = hashOf(replies.shift());
    chunk.forEach(({ level }, i) => {
      heats.push(level === MINUTES ? minuteHeat(replies[i]) : heatOf(replies[i] as string | null));
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
  settleScript([keys.dirty(venue), keys.heat(venue, level.name, floor, start)], {
    mark: markOf(level, floor, start),
    token,
    value: JSON.stringify([...heat].map(([cell, t]) => [cell, t.sum, t.minutes, t.peak, t.samples])),
    expires_at: expiry(level, start),
    ...(above && { next: markOf(above.level, floor, above.start) }),
  });

/** A mark without work left to do: its bucket cannot be recomputed any more. */
export const dropMark = (venue: string, mark: string) => redis().hdel(keys.dirty(venue), mark);

const expiry = (level: Level, start: number) => Math.ceil((start + level.lifetime) / SECOND);

function minuteHeat(reply: unknown): Heat {
  const heat: Heat = new Map();
  for (const [cell, text] of hashOf(reply)) {
    const [sum, samples, peak] = text.split(' ').map(Number) as [number, number, number];
    heat.set(cell, { sum: sum / samples, minutes: 1, peak, samples });
  }
  return heat;
}

function heatOf(text: string | null): Heat {
  const rows = JSON.parse(text ?? '[]') as [string, number, number, number, number][];
  return new Map(rows.map(([cell, sum, minutes, peak, samples]) => [cell, { sum, minutes, peak, samples }]));
}
