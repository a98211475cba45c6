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
    const pipeline = redis().pipeline();
    for (let hour = day; hour < Math.min(to, day + DAY); hour += HOUR) {
      const isFirst = hour <= place.at;
      pipeline.zrange(keys.lines(hour), place.at, `(${to}`, {
        byScore: true,
        offset: isFirst ? place.skip : 0,
        count: asked.limit,
      });
    }
    const replies = (await pipeline.exec()) as string[][];
    lines.push(...replies.flat().map((text) => JSON.parse(text) as UsageLine));
  }
  return pageOf(lines.slice(0, asked.limit), asked);
}

/** The same of one device. */
export async function readLinesOf(device: string, asked: Asked, now: number): Promise<LinePage> {
  const { from, to } = periodOf(asked, now);
  const { at, skip } = placeOf(asked.after, from);
  const range = { byScore: true, offset: skip, count: asked.limit } as const;
  const texts = await redis().zrange<string[]>(keys.of_device(device), at, `(${to}`, range);
  return pageOf(
    texts.map((text) => JSON.parse(text) as UsageLine),
    asked,
  );
}

function periodOf({ to, from }: Asked, now: number): { from: number; to: number } {
  const end = to ?? now + 1;
  const begin = from ?? Math.max(0, end - DAY);
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
