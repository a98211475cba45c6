import type { RentalView } from '../../events/rental/rental.ts';
import { type Rental, requestUntil, silence } from './rental.ts';

/** A rental as its reader sees it at `now`: deadlines hold whether or not anybody has acted on them yet. */
export function view(rental: Rental, now: number): RentalView {
  const { asked: _, fingerprint: __, start, ...known } = rental;
  const { state, ends_at = Number.POSITIVE_INFINITY } = known;
  const start_until = start?.until_at;
  const seen = { ...known, ...(start_until !== undefined && { start_until }), currency: known.tariff.currency };
  if (state === 'requested' && now >= requestUntil(rental)) {
    return { ...seen, state: 'cancelled', reason: silence(rental), amount: 0 };
  }
  if (state === 'active' && now >= ends_at) return { ...seen, state: 'ended', ended_at: ends_at, reason: 'time_over' };
  return seen;
}
