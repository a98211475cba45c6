import { outboxPart, PUBLISH_WITHIN } from '../../lib/outbox.ts';
import { script } from '../../lib/script.ts';
import { money, moneyKeys } from '../account/index.ts';
import { formOf } from '../product/index.ts';
import { keys } from './keys.ts';
import lateUseLua from './late-use.lua';
import type { Rental } from './rental.ts';
import { turns } from './turns.ts';

interface LateUseInput {
  quantity: number;
  price: number;
  now: number;
  publish_by: number;
}

const lateUseScript = /* @__PURE__ */ script<
  'rental' | 'used' | 'account' | 'ledger' | 'outbox',
  LateUseInput,
  { turn?: string } | { quantity: number }
>(lateUseLua, [money, outboxPart]);

/** Has a settled rental pay for what it was found to have used since; does nothing where that is nothing. */
export async function payLateUse(rental: Rental, now: number): Promise<void> {
  const { rental_id, account_id, tariff } = rental;
  const lasted = rental.ended_at! - rental.active_at!;
  const places = {
    ...moneyKeys(account_id),
    rental: keys.rental(rental_id),
    used: keys.used(rental_id),
    outbox: keys.outbox(),
  };
  for (let quantity = rental.used?.quantity ?? 0; ; ) {
    const { price } = formOf(tariff).settle(tariff, { lasted, gone: 0, quantity });
    const outcome = await lateUseScript(places, { quantity, price, now, publish_by: now + PUBLISH_WITHIN });
    if ('quantity' in outcome) quantity = outcome.quantity;
    else {
      if (outcome.turn) await turns.send([outcome.turn], now);
      return;
    }
  }
}
