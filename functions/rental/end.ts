import type { Rental } from '../../events/rental.ts';
import { Problem } from '../../lib/errors.ts';
import { closeRental, forgetDeadline, readRental } from './store.ts';
import { tellPhone, tellRelease } from './tell.ts';

/**
 * Ends a rental if it is still in the state that the caller saw, and tells device and phone. Gives the rental as it is
 * then. Should the telling fail, the sweeper does it: whoever listens may hear twice, but not never.
 */
export async function end(rental: Rental, reason: string, now: number, until = now): Promise<Rental> {
  const { rental: found, changed } = await closeRental(rental, reason, now, until);
  if (changed) await tellEnd(found, now);
  return found;
}

/** Tells device and phone; as long as that has not succeeded the rental stays among the deadlines. */
export async function tellEnd(found: Rental, now: number): Promise<void> {
  await Promise.all([
    tellPhone(found.state === 'cancelled' ? 'rental_cancelled' : 'rental_ended', found, now),
    tellRelease(found, now),
  ]);
  await forgetDeadline(found.rental_id);
}

/** Ends a rental for somebody who wants it over, also if it has become active at this moment. */
export async function release(rental: Rental, reason: string, now: number): Promise<Rental> {
  const found = await end(rental, reason, now);
  return found.state === 'active' ? end(found, reason, now) : found;
}

/** A rental that is the account's own, or any where none is given; throws a 404 otherwise. */
export async function rentalOf(rentalId: string, account: string | undefined): Promise<Rental> {
  const rental = await readRental(rentalId);
  if (rental && (account === undefined || rental.account_id === account)) return rental;
  throw new Problem(404, 'rental_unknown', 'There is no such rental of yours.');
}
