import { obtain } from '../../lib/obtain.ts';
import { redis } from '../../lib/redis.ts';
import { DAY, floorTo } from '../../lib/time.ts';
import { keys } from './keys.ts';
import type { Rental } from './rental.ts';

/** The rentals that ended first, all on the same day, as far as they ended before a moment. */
export async function firstEnded(before: number, count: number): Promise<{ day: number; ids: string[] } | undefined> {
  const options = { byScore: true, withScores: true, offset: 0, count } as const;
  const flat = await redis().zrange<string[]>(keys.ended(), '-inf', `(${before}`, options);
  if (flat.length === 0) return undefined;
  const day = floorTo(Number(flat[1]), DAY);
  const ids = flat.filter((_, i) => i % 2 === 0 && Number(flat[i + 1]) < day + DAY);
  return { day, ids };
}

/** Takes rentals out of Redis, with all that names them: all at once, or none. */
export async function forget(ids: readonly string[], rentals: readonly Rental[]): Promise<void> {
  const transaction = redis().multi();
  for (const [list, listed] of byList(rentals)) transaction.zrem(list, ...listed);
  transaction.del(...ids.map((id) => keys.rental(id)));
  transaction.zrem(keys.ended(), ...ids);
  await transaction.exec();
}

/** What each key of an account's or a device's rentals names of these. */
function byList(rentals: readonly Rental[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { account_id, device_id, rental_id } of rentals) {
    for (const list of [keys.rentals(account_id), keys.device_rentals(device_id)])
      obtain(ids, list, () => []).push(rental_id);
  }
  return ids;
}
