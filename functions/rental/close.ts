import { randomUUID } from 'node:crypto';
import { measure } from '../../lib/metrics.ts';
import { outboxPart, PUBLISH_WITHIN } from '../../lib/outbox.ts';
import { script } from '../../lib/script.ts';
import { DAY, floorTo } from '../../lib/time.ts';
import { money, moneyKeys } from '../account/index.ts';
import { leaseKeys, leaseParts, pendingParts } from '../device/index.ts';
import { formOf, type Settlement } from '../product/index.ts';
import closeLua from './close.lua';
import { keys } from './keys.ts';
import { isSilence, outcomeOf, type Rental } from './rental.ts';

interface CloseInput extends Settlement {
  state: Rental['state'];
  now: number;
  ended_at: number;
  day: number;
  reason: string;
  /** What it costs if the device obeys in spite of it; undefined where its renter has not cancelled it. */
  unlock: number | undefined;
  unanswered: boolean;
  vehicle_id: string;
  publish_by: number;
  /** Of the meter, where the tariff has one. */
  unit: string | undefined;
  quantity: number;
  kept: number;
}

/** The rental as it is now; the turn is there if this call has ended it. */
interface Closed {
  rental: Rental;
  turn?: string;
}

const closeScript = /* @__PURE__ */ script<
  | 'rental'
  | 'used'
  | 'device'
  | 'vehicles'
  | 'rentable'
  | 'facts'
  | 'account'
  | 'ledger'
  | 'deadlines'
  | 'ended'
  | 'outbox',
  CloseInput,
  Closed | { quantity: number }
>(closeLua, [...leaseParts, ...pendingParts, money, outboxPart]);

/** How a rental came to its end. */
export interface Ending {
  reason: string;
  /** When its device was last heard of, where that is what counts; ms. */
  until?: number;
  /** The device has not come back to say so itself. */
  silent?: boolean;
}

/**
 * Cancels or settles it, once; a rental whose time is over ended then, whenever that is noticed. What is used meanwhile
 * is paid, too.
 */
export async function closeRental(rental: Rental, ending: Ending, now: number): Promise<Closed> {
  for (let quantity = 0; ; ) {
    const outcome = await closeAt(quantity, rental, ending, now);
    if ('quantity' in outcome) quantity = outcome.quantity;
    else {
      if (outcome.turn) measure('outcome', outcomeOf(outcome.rental), { rentals: 1 });
      return outcome;
    }
  }
}

function closeAt(quantity: number, rental: Rental, ending: Ending, now: number) {
  const { reason, until = now, silent = false } = ending;
  const { rental_id, device_id, account_id, tariff } = rental;
  const { active_at = now, ends_at = now } = rental;
  const ended_at = Math.max(active_at, Math.min(until, now, ends_at));
  const gone = until < now ? Math.max(0, ends_at - ended_at) : 0;
  return closeScript(
    {
      ...leaseKeys(device_id),
      ...moneyKeys(account_id),
      rental: keys.rental(rental_id),
      used: keys.used(rental_id),
      deadlines: keys.deadlines(),
      ended: keys.ended(),
      outbox: keys.outbox(),
    },
    {
      ...formOf(tariff).settle(tariff, { lasted: ended_at - active_at, gone, silent, quantity }),
      state: rental.state,
      now,
      ended_at,
      day: floorTo(active_at, DAY),
      reason,
      unlock: reason === 'released' ? formOf(tariff).unlock(tariff) : undefined,
      unanswered: isSilence(reason),
      vehicle_id: randomUUID(),
      publish_by: now + PUBLISH_WITHIN,
      unit: formOf(tariff).limit(tariff)?.unit,
      quantity,
      kept: keys.used.spec.lives,
    },
  );
}
