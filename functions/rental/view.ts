import type { RentalView } from '../../events/rental/rental.ts';
import { limitOf, remainingOf } from './limit.ts';
import { type Rental, requestUntil, silence } from './rental.ts';
import type { Used } from './used.ts';

/** A rental as its reader sees it at `now`: deadlines hold whether or not anybody has acted on them yet. */
export function view(rental: Rental, now: number, used?: Used): RentalView {
  const { asked: _, fingerprint: __, start, ...known } = rental;
  const { state, ends_at = Number.POSITIVE_INFINITY } = known;
  const start_until = start?.until_at;
  const limit = limitOf(rental);
  const seen = {
    ...known,
    ...(start_until !== undefined && { start_until }),
    ...(limit && { limit }),
    ...(used && limit && { used: { meter: limit.meter, unit: limit.unit, quantity: used.quantity } }),
    currency: known.tariff.currency,
  };
  if (state === 'requested' && now >= requestUntil(rental)) {
    return { ...seen, state: 'cancelled', reason: silence(rental), amount: 0 };
  }
  if (state === 'active' && now >= ends_at) return { ...seen, state: 'ended', ended_at: ends_at, reason: 'time_over' };
  return state === 'active' ? { ...seen, remaining: remainingOf(rental, used, now) } : seen;
}
