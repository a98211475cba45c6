import type { Refusal } from '../../events/reasons.ts';
import { once } from '../../lib/idempotency.ts';
import { script } from '../../lib/script.ts';
import { SECOND } from '../../lib/time.ts';
import { money, moneyKeys } from '../account/index.ts';
import { leaseKeys, leaseParts, pendingParts } from '../device/index.ts';
import { price, priceKeys } from '../product/index.ts';
import bindLua from './bind.lua';
import { keys } from './keys.ts';
import type { Rental } from './rental.ts';

/** How long a device has to answer the bind command. */
export const ANSWER_WITHIN = 10 * SECOND;

type Draft = Omit<Rental, 'kind' | 'venue_id' | 'fence' | 'tariff' | 'start'>;

export type BindRequest = Omit<Draft, 'state' | 'requested_at' | 'expires_at'> & { now: number };

type BindReply =
  | Pick<Rental, 'kind' | 'venue_id' | 'fence' | 'tariff' | 'start'>
  | { repeated: Rental }
  | { refused: Refusal };

const bindScript = /* @__PURE__ */ script<
  'rental' | 'used' | 'device' | 'rentable' | 'account' | 'prices' | 'rentals' | 'device_rentals' | 'deadlines',
  Draft,
  BindReply
>(bindLua, [...leaseParts, ...pendingParts, money, once, price]);

/** Takes the lease, or says why not; the rental as it is by now where this request was made before. */
export async function bindDevice({ now, ...request }: BindRequest): Promise<{ rental: Rental } | { refused: Refusal }> {
  const draft: Draft = { ...request, state: 'requested', requested_at: now, expires_at: now + ANSWER_WITHIN };
  const reply = await bindScript(
    {
      ...leaseKeys(request.device_id),
      ...moneyKeys(request.account_id),
      ...priceKeys(),
      rental: keys.rental(request.rental_id),
      used: keys.used(request.rental_id),
      rentals: keys.rentals(request.account_id),
      device_rentals: keys.device_rentals(request.device_id),
      deadlines: keys.deadlines(),
    },
    draft,
  );
  if ('refused' in reply) return reply;
  if ('repeated' in reply) return { rental: reply.repeated };
  return { rental: { ...draft, ...reply } };
}
