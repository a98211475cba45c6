import { refuse } from '../../lib/errors.ts';
import { nextOf, type Page, rangeOf } from '../../lib/page.ts';
import { redis } from '../../lib/redis.ts';
import { script } from '../../lib/script.ts';
import { keys } from './keys.ts';
import readLua from './read.lua';
import type { Rental } from './rental.ts';

const readScript = /* @__PURE__ */ script<'rental', object, Rental | null>(readLua);

/** A rental for whoever decides by it: as the last write has left it. */
export const readRental = async (rentalId: string): Promise<Rental | undefined> =>
  (await readScript({ rental: keys.rental(rentalId) }, {})) ?? undefined;

/** A rental for whoever only shows it; a replica may be a moment behind. */
export async function seeRental(rentalId: string): Promise<Rental | undefined> {
  const text = await redis().get<string>(keys.rental(rentalId));
  return text === null ? undefined : (JSON.parse(text) as Rental);
}

/** The rental, if it is the account's own, or any where none is given; throws a 404 otherwise. */
export function ownRental(rental: Rental | undefined, account: string | undefined): Rental {
  if (rental && (account === undefined || rental.account_id === account)) return rental;
  throw refuse('rental_unknown');
}

/** A page of the rentals that a key lists, an account's or a device's, newest first. */
export async function readRentals(list: string, page: Page): Promise<{ rentals: Rental[]; next?: number }> {
  const transaction = redis().multi();
  transaction.zrange(list, ...rangeOf(page));
  transaction.zcard(list);
  const [ids, length] = (await transaction.exec()) as unknown as [string[], number];
  return { rentals: await readEach(ids.reverse()), ...nextOf(page, length) };
}

/** Ids of rentals whose deadline has passed, the oldest deadlines first. */
export const overdueIds = async (now: number, count: number, offset = 0): Promise<string[]> =>
  (await redis().zrange(keys.deadlines(), 0, now, { byScore: true, offset, count })) as string[];

/** When a rental that goes on is to be looked at next, ms; one that is over meanwhile has no deadline. */
export const lookAgain = (rentalId: string, at: number) =>
  redis().zadd(keys.deadlines(), { xx: true }, { score: at, member: rentalId });

/** A deadline of a rental that is no more. */
export const dropDeadline = (rentalId: string) => redis().zrem(keys.deadlines(), rentalId);

/** The rentals with these ids, as far as there are any. */
export async function readEach(ids: readonly string[]): Promise<Rental[]> {
  if (ids.length === 0) return [];
  const texts = (await redis().mget(...ids.map((id) => keys.rental(id)))) as (string | null)[];
  return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Rental]));
}
