import { outboxPart, PUBLISH_WITHIN } from '../../lib/outbox.ts';
import { script } from '../../lib/script.ts';
import { DAY, floorTo } from '../../lib/time.ts';
import { money, moneyKeys } from '../account/index.ts';
import { formOf } from '../product/index.ts';
import { keys } from './keys.ts';
import type { Rental } from './rental.ts';
import { turns } from './turns.ts';
import unlockLua from './unlock.lua';

interface UnlockInput {
  daily_cap: number | undefined;
  day: number;
  now: number;
  publish_by: number;
}

const unlockScript = /* @__PURE__ */ script<'rental' | 'account' | 'ledger' | 'outbox', UnlockInput, { turn?: string }>(
  unlockLua,
  [money, outboxPart],
);

/** Has a request that was cancelled pay the unlock fee, as its device has obeyed in time; once. */
export async function payUnlock({ rental_id, account_id, tariff, state, requested_at }: Rental, now: number) {
  if (state !== 'cancelled' || formOf(tariff).unlock(tariff) === 0) return;
  const { daily_cap } = formOf(tariff).settle(tariff, { lasted: 0, gone: 0, quantity: 0 });
  const { turn } = await unlockScript(
    { ...moneyKeys(account_id), rental: keys.rental(rental_id), outbox: keys.outbox() },
    { daily_cap, day: floorTo(requested_at, DAY), now, publish_by: now + PUBLISH_WITHIN },
  );
  if (turn) await turns.send([turn], now);
}
