import { activateRental } from './activate.ts';
import { end } from './end.ts';
import { payLateUse } from './late-use.ts';
import type { Rental } from './rental.ts';
import { readRental } from './store.ts';
import { turns } from './turns.ts';

/**
 * Does what a count of a meter has made due: begins its rental, ends it where nothing follows (`final`), or has a settled
 * one pay what it has used since. May be repeated; throws where that cannot be done yet. Returns the rental as it is then.
 */
export async function settleUsed(rentalId: string, final: boolean, now: number): Promise<Rental> {
  const rental = await readRental(rentalId);
  if (!rental) throw new Error('a rental that was used cannot be read');
  const seen = await begun(rental, now);
  if (seen.state === 'active' && !final) return seen;
  const found = await end(seen, { reason: 'finished' }, now);
  if (found.state === 'requested' || found.state === 'active')
    throw new Error('a rental is changing; it is settled later');
  if (found.state === 'settled') await payLateUse(found, now);
  return found;
}

/** A device that reports use has obeyed, and started, whatever became of its answer. */
async function begun(rental: Rental, now: number): Promise<Rental> {
  if (rental.state !== 'requested') return rental;
  const outcome = await activateRental(rental, { shown: 'effect', at: now }, now);
  if ('late' in outcome) return rental;
  if (outcome.turn) await turns.send([outcome.turn], now);
  return outcome.rental;
}
