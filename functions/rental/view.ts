import type { RentalView } from '../../events/rental/rental.ts';
import type { Rental } from './rental.ts';

/** A rental as its reader sees it at `now`: deadlines hold whether or not anybody has acted on them yet. */
export function view(rental: Rental, now: number): RentalView {
  const { asked: _, fingerprint: __, ...known } = rental;
  const { state, expires_at, ends_at = Number.POSITIVE_INFINITY } = known;
  const seen = { ...known, currency: known.tariff.currency };
  if (state === 'requested' && now >= expires_at)
    return { ...seen, state: 'cancelled', reason: 'no_answer', amount: 0 };
  if (state === 'active' && now >= ends_at) return { ...seen, state: 'ended', ended_at: ends_at, reason: 'time_over' };
  return seen;
}
