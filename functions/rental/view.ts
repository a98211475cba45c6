import type { Rental } from '../../events/rental.ts';
import { CURRENCY } from '../../events/tariffs.ts';

type Seen = Omit<Rental, 'asked'> & { currency: string };

/** A rental as its reader sees it at `now`: deadlines hold whether or not anybody has acted on them yet. */
export function view(rental: Rental, now: number): Seen {
  const { asked: _, rental_id, device_id, state, fence, requested_at, expires_at, ends_at = 0, ...more } = rental;
  const times = { requested_at, expires_at, ...(ends_at > 0 && { ends_at }) };
  const seen: Seen = { rental_id, device_id, state, fence, ...times, ...more, currency: CURRENCY };
  if (state === 'requested' && now >= expires_at)
    return { ...seen, state: 'cancelled', reason: 'no_answer', amount: 0 };
  if (state === 'active' && now >= ends_at) return { ...seen, state: 'ended', ended_at: ends_at, reason: 'time_over' };
  return seen;
}
