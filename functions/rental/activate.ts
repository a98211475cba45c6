import { measure } from '../../lib/metrics.ts';
import { outboxPart, PUBLISH_WITHIN } from '../../lib/outbox.ts';
import { script } from '../../lib/script.ts';
import { money, moneyKeys } from '../account/index.ts';
import { leaseKeys, leaseParts } from '../device/index.ts';
import { formOf } from '../product/index.ts';
import activateLua from './activate.lua';
import { keys } from './keys.ts';
import { outcomeOf, type Rental } from './rental.ts';
import { lookAfter } from './silent.ts';

/** What the device has shown: its word, or its start. */
interface Sign {
  shown: 'answer' | 'effect';
  /** ms */
  at: number;
}

interface ActivateInput extends Sign {
  now: number;
  lasts: number;
  looked_at_after: number;
  upfront: number;
  remaining_hold: number;
  publish_by: number;
}

type Activated = { rental: Rental; turn?: string } | { late: true };

const activateScript = /* @__PURE__ */ script<
  'rental' | 'used' | 'device' | 'account' | 'ledger' | 'deadlines' | 'outbox',
  ActivateInput,
  Activated
>(activateLua, [...leaseParts, money, outboxPart]);

/** The device has obeyed; `late` when its deadline has passed. */
export async function activateRental(
  { rental_id, device_id, account_id, tariff }: Rental,
  sign: Sign,
  now: number,
): Promise<Activated> {
  const form = formOf(tariff);
  const activated = await activateScript(
    {
      ...leaseKeys(device_id),
      ...moneyKeys(account_id),
      rental: keys.rental(rental_id),
      used: keys.used(rental_id),
      deadlines: keys.deadlines(),
      outbox: keys.outbox(),
    },
    {
      ...sign,
      now,
      lasts: form.longest(tariff),
      looked_at_after: lookAfter(tariff),
      upfront: form.upfront(tariff),
      remaining_hold: form.remainingHold(tariff),
      publish_by: now + PUBLISH_WITHIN,
    },
  );
  if ('turn' in activated && activated.turn) measure('outcome', outcomeOf(activated.rental), { rentals: 1 });
  return activated;
}
