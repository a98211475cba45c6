import { createHash, randomUUID } from 'node:crypto';
import { type Rental, RentBody } from '../../events/rental.ts';
import { invalid } from '../../lib/errors.ts';
import { fingerprint } from '../../lib/fingerprint.ts';
import { shape } from '../../lib/shape.ts';
import { opened } from '../../lib/signed.ts';
import { refusal } from './refusals.ts';
import { bindDevice, deviceOfVehicle, readRental } from './store.ts';
import { tellBind } from './tell.ts';

const bodyShape = shape(RentBody);

/** Who wants to rent: an account, by a phone of its own. */
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
  body: unknown,
  key: string | undefined,
  now: number,
): Promise<Rental> {
  const { code, phone_id = phone } = bodyShape(body);
  if (!phone_id || phone_id !== phone) throw invalid('phone_id', "The phone must be the token's own.");

  const rental_id = idFor(account, key ?? randomUUID());
  const { device_id, ...signedFor } = await scanned(code, rental_id);
  const asked = { fingerprint: fingerprint([code, phone_id]), ...signedFor };
  const outcome = await bindDevice({ rental_id, device_id, account_id: account, phone_id, asked, now });
  if ('refused' in outcome) throw refusal(outcome.refused);
  const { rental } = outcome;
  if (rental.state === 'requested' && now < rental.expires_at) await tellBind(rental);
  return rental;
}

/** The id of the one rental that an account can have got under an idempotency key. */
const idFor = (account: string, key: string): string =>
  createHash('sha256')
    .update(JSON.stringify([account, key]))
    .digest('hex')
    .slice(0, 32);

/** What a code stands for: a sticker's names the device and the sticker's version, a feed's the vehicle of one trip. */
async function scanned(code: string, rentalId: string) {
  const [, kind, id, version] = /^([dv])\.(.+?)(?:\.v(\d+))?$/.exec(opened(code) ?? '') ?? [];
  if (kind === 'd' && version) return { device_id: id!, code_version: Number(version) };
  if (kind !== 'v') throw refusal('code_invalid');
  // By the time of a retry the vehicle may have another id: then the rental knows its device.
  const device_id = (await deviceOfVehicle(id!)) ?? (await readRental(rentalId))?.device_id ?? null;
  if (device_id === null) throw refusal('code_expired');
  return { device_id, vehicle_id: id! };
}
