import { closeRental, type Ending } from './close.ts';
import { type Rental, requestUntil, silence } from './rental.ts';
import { turns } from './turns.ts';

/**
 * Ends a rental if it is still in the state that the caller saw, and tells device and phone; if that fails, the sweeper
 * does it. A request whose time was over before has ended for that reason. Returns the rental as it is then.
 */
export async function end(rental: Rental, ending: Ending, now: number): Promise<Rental> {
  const isOverdue = rental.state === 'requested' && now >= requestUntil(rental);
  const { rental: found, turn } = await closeRental(rental, isOverdue ? { reason: silence(rental) } : ending, now);
  if (turn) await turns.send([turn], now);
  return found;
}

/** Ends a rental on request, even if it has become active meanwhile. */
export async function release(rental: Rental, reason: string, now: number): Promise<Rental> {
  const found = await end(rental, { reason }, now);
  return found.state === 'active' ? end(found, { reason }, now) : found;
}
