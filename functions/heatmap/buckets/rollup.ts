import { log } from '../../../lib/log.ts';
import { floorTo } from '../../../lib/time.ts';
import { type Heat, merge } from './heat.ts';
import { DAYS, HOURS, isAlive, type Level, MINUTES, parseMark } from './levels.ts';
import { dropMark, readBuckets, readMarks, storeBucket } from './store.ts';

/**
 * Recomputes a venue's marked buckets whose time is over, each from the level below alone: running it twice, late, or
 * beside another run gives the same. A mark is removed only with a result that includes the reports it stands for.
 */
export async function rollUp(venue: string, now: number): Promise<void> {
  await rollUpLevel(venue, HOURS, MINUTES, now, DAYS);
  await rollUpLevel(venue, DAYS, HOURS, now);
}

async function rollUpLevel(venue: string, level: Level, below: Level, now: number, above?: Level): Promise<void> {
  const marks = await readMarks(venue);
  for (const [mark, token] of marks) {
    const [name, floor, start] = parseMark(mark);
    if (name !== level.name || start + level.span > now) continue;
    if (level === DAYS && hasOpenHour(marks, floor, start)) continue;
    if (!isAlive(below, start, now)) {
      // Part of what it would be made from has expired: what was stored before is nearer the truth.
      log.warn('a bucket was not rolled up in time', { venue, mark });
      await dropMark(venue, mark);
      continue;
    }
    const heat = await heatBelow(venue, floor, below, start, level.span);
    const parent = above && { level: above, start: floorTo(start, above.span) };
    const stored = await storeBucket(venue, floor, { level, start }, heat, token, parent);
    log.info('rolled up', { venue, mark, cells: heat.size, stored });
  }
}

async function heatBelow(venue: string, floor: string, level: Level, start: number, span: number): Promise<Heat> {
  const buckets = Array.from({ length: span / level.span }, (_, i) => ({ level, start: start + i * level.span }));
  const { heats } = await readBuckets(venue, floor, buckets);
  return heats.reduce((all, heat) => merge(all, heat), new Map());
}

const hasOpenHour = (marks: ReadonlyMap<string, string>, floor: string, day: number) =>
  [...marks.keys()].some((mark) => {
    const [name, itsFloor, start] = parseMark(mark);
    return name === HOURS.name && itsFloor === floor && floorTo(start, DAYS.span) === day;
  });
