import { REJECTIONS } from '../../events/reasons.ts';
import { type RejectionCount, type RejectionSample, SAYINGS } from '../../events/rejection/rejection.ts';
import { invalid } from '../../lib/errors.ts';
import { hashOf, redis } from '../../lib/redis.ts';
import { SLOTS } from './kept.ts';
import { keys } from './keys.ts';

const KINDS = SAYINGS.flatMap((said) => Object.keys(REJECTIONS).map((reason) => `${said} ${reason}`));

/** What did not count of a device on these days. */
export async function readDevice(device: string, days: readonly number[]) {
  if (days.length === 0) return { device_id: device, counts: [], samples: [] };
  const fields = KINDS.map((kind) => `${kind} ${device}`);
  const slots = Array.from({ length: SLOTS }, (_, slot) => `${slot} ${device}`);
  const pipeline = redis().pipeline();
  for (const day of days) {
    pipeline.hmget(keys.counts(day), ...fields);
    pipeline.hmget(keys.samples(day), ...slots);
  }
  const replies = (await pipeline.exec()) as (string | null)[][];
  const counts = days.flatMap((day, i) =>
    replies[2 * i]!.flatMap((count, at) => (count === null ? [] : [countIn(day, fields[at]!, count)])),
  );
  const samples = days.flatMap((_, i) =>
    replies[2 * i + 1]!.flatMap((text) => (text === null ? [] : [JSON.parse(text) as RejectionSample])),
  );
  return { device_id: device, counts, samples: samples.sort((a, b) => b.received_at - a.received_at) };
}

/** A page of the counts of all devices; it begins after `after`, and the next one begins after `next`. */
export async function readCounts(days: readonly number[], after: string | undefined, limit: number) {
  const { day, cursor } = after === undefined ? { day: days[0], cursor: '0' } : placeIn(after, days);
  if (day === undefined) return { counts: [] };
  const [next, flat] = (await redis().hscan(keys.counts(day), cursor, { count: 2 * limit })) as [string, unknown];
  const counts = [...hashOf(flat)].flatMap(([field, count]) =>
    field.startsWith('total ') ? [] : [countIn(day, field, count)],
  );
  const following = String(next) === '0' ? days[days.indexOf(day) + 1] : day;
  return { counts, ...(following !== undefined && { next: `${following}.${next}` }) };
}

function placeIn(after: string, days: readonly number[]): { day: number; cursor: string } {
  const [, start, cursor] = /^(\d{1,15})\.(\d{1,20})$/.exec(after) ?? [];
  const day = days.find((one) => one === Number(start));
  if (day === undefined) throw invalid('after', 'after must be the next of a page of the same period.');
  return { day, cursor: cursor! };
}

/** A device's id comes last, as it may hold blanks. */
function countIn(day: number, field: string, count: string): RejectionCount {
  const [, said, reason, device_id] = /^(\S+) (\S+) (.*)$/s.exec(field)!;
  return { day, device_id: device_id!, said, reason, count: Number(count) } as RejectionCount;
}
