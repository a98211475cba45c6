import type { UsageLine } from '../../events/usage/usage.ts';
import { invalid } from '../../lib/errors.ts';
import { redis } from '../../lib/redis.ts';
import { DAY, floorTo, HOUR, SECOND } from '../../lib/time.ts';
import { keys } from './keys.ts';

/** The longest period that is read at once. */
const LONGEST = 31 * DAY;

/** Keeps a line; the same again changes nothing, because its text is the same. */
export async function keepLine(line: UsageLine, now: number): Promise<void> {
  const entry = { score: line.at, member: JSON.stringify(line) };
  const lives = keys.lines.spec.lives;
  const transaction = redis().multi();
  for (const key of [keys.lines(floorTo(line.at, HOUR)), keys.of_device(line.device_id)]) {
    transaction.zadd(key, entry).expire(key, lives / SECOND);
  }
  transaction.zremrangebyscore(keys.of_device(line.device_id), 0, now - lives);
  await transaction.exec();
}

interface Asked {
  from?: number | undefined;
  to?: number | undefined;
  after?: string | undefined;
  limit: number;
}

interface LinePage {
  lines: UsageLine[];
  next?: string;
}

/** A page of all lines of a period, the oldest first. */
export async function readLines(asked: Asked, now: number): Promise<LinePage> {
  const { from, to } = periodOf(asked, now);
  const place = placeOf(asked.after, from);
  const lines: UsageLine[] = [];
  for (let day = floorTo(place.at, HOUR); day < to && lines.length < asked.limit; day += DAY) {
    for (const hour of await hoursWith(day, Math.min(to, day + DAY), place.at, to)) {
      const count = asked.limit - lines.length;
      if (count === 0) break;
      lines.push(...(await readFrom(keys.lines(hour), hour <= place.at ? place : { ...place, skip: 0 }, to, count)));
    }
  }
  return pageOf(lines, asked);
}

/** The same of one device. */
export async function readLinesOf(device: string, asked: Asked, now: number): Promise<LinePage> {
  const { from, to } = periodOf(asked, now);
  const lines = await readFrom(keys.of_device(device), placeOf(asked.after, from), to, asked.limit);
  return pageOf(lines, asked);
}

/** The hours of a day that have lines in a period: most of a small fleet's have none. */
async function hoursWith(day: number, end: number, from: number, to: number): Promise<number[]> {
  const hours: number[] = [];
  for (let hour = day; hour < end; hour += HOUR) hours.push(hour);
  const pipeline = redis().pipeline();
  for (const hour of hours) pipeline.zcount(keys.lines(hour), from, `(${to}`);
  const counts = (await pipeline.exec()) as number[];
  return hours.filter((_, i) => counts[i]! > 0);
}

/** The lines from a moment on, without the first of that moment, which were read before. */
async function readFrom(key: string, { at, skip }: Place, to: number, count: number): Promise<UsageLine[]> {
  const texts = await redis().zrange<string[]>(key, at, `(${to}`, { byScore: true, offset: skip, count });
  return texts.map((text) => JSON.parse(text) as UsageLine);
}

/** Of a following page the beginning need not be said again. */
function periodOf({ to, from, after }: Asked, now: number): { from: number; to: number } {
  const end = to ?? now + 1;
  const begin = from ?? (after === undefined ? Math.max(0, end - DAY) : placeOf(after, 0).at);
  if (begin > end) throw invalid('from', 'from must not be after to.');
  if (end - begin > LONGEST) throw invalid('from', 'A period has 31 days at most.');
  return { from: begin, to: end };
}

/** Where a page begins: at a moment, after so many lines of that moment. */
interface Place {
  at: number;
  skip: number;
}

function placeOf(after: string | undefined, from: number): Place {
  if (after === undefined) return { at: from, skip: 0 };
  const [, at, skip] = /^(\d{1,16})\.(\d{1,9})$/.exec(after) ?? [];
  if (at === undefined || Number(at) < from)
    throw invalid('after', 'after must be the next of a page of the same period.');
  return { at: Number(at), skip: Number(skip) };
}

function pageOf(lines: UsageLine[], { limit, after }: Asked): LinePage {
  const last = lines.at(-1)?.at;
  if (last === undefined || lines.length < limit) return { lines };
  const ofThisMoment = lines.filter(({ at }) => at === last).length;
  const before = after?.startsWith(`${last}.`) ? Number(after.split('.')[1]) : 0;
  return { lines, next: `${last}.${before + ofThisMoment}` };
}
