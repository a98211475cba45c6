import { randomUUID } from 'node:crypto';
import type { RentBody } from '../../events/rental/rental.ts';
import { invalid, refuse } from '../../lib/errors.ts';
import { fingerprint, recordId } from '../../lib/idempotency.ts';
import { bindDevice } from './bind.ts';
import { sendBind } from './commands.ts';
import type { Rental } from './rental.ts';
import { scan } from './scan.ts';
import { readRental } from './store.ts';

/** Who wants to rent: an account, and its phone. */
export interface Renter {
  account: string;
  phone: string | undefined;
}

/**
 * Scan and rent, over HTTP and MQTT alike: takes the lease and tells the device. Throws a Problem with the reason.
 * With the same key and body it may be repeated: the answer is then the rental as it is by now, and while the device has
 * not answered the command is sent once more.
 */
export async function rent(
  { account, phone }: Renter,
  { code, phone_id = phone, quantity }: RentBody,
  key: string | undefined,
  now: number,
): Promise<Rental> {
  if (!phone_id || phone_id !== phone) throw invalid('phone_id', "The phone must be the token's own.");

  const rental_id = recordId([account], key ?? randomUUID());
  // By the time of a retry the vehicle may have another id: then the rental knows its device.
  const { device_id, ...asked } = await scan(code, async () => (await readRental(rental_id))?.device_id);
  const asksFor = quantity === undefined ? [code, phone_id] : [code, phone_id, quantity];
  const outcome = await bindDevice({
    rental_id,
    device_id,
    account_id: account,
    phone_id,
    fingerprint: fingerprint(asksFor),
    asked,
    ...(quantity !== undefined && { wanted: quantity }),
    now,
  });
  if ('refused' in outcome) throw refuse(outcome.refused);
  const { rental } = outcome;
  if (rental.state === 'requested' && now < rental.expires_at) await sendBind(rental);
  return rental;
}
