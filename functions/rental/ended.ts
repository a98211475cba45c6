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
  for (const [account, own] of byAccount(rentals)) transaction.zrem(keys.rentals(account), ...own);
  transaction.del(...ids.map((id) => keys.rental(id)));
  transaction.zrem(keys.ended(), ...ids);
  await transaction.exec();
}

function byAccount(rentals: readonly Rental[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { account_id, rental_id } of rentals) obtain(ids, account_id, () => []).push(rental_id);
  return ids;
}
