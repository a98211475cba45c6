import type { Command } from '../../events/command.ts';
import type { Rental, RentalEvent } from '../../events/rental.ts';
import { publish } from '../../lib/iot.ts';
import { SECOND } from '../../lib/time.ts';
import { longest } from './price.ts';

/** A release is worth obeying for longer than a bind: nobody else is kept waiting by it. */
const RELEASE_WITHIN = 60 * SECOND;

/** Tells the device whose it is now; the rental's id is the command's, so that a second telling changes nothing. */
export const tellBind = ({ rental_id, device_id, phone_id, fence, expires_at, tariff }: Rental): Promise<void> =>
  command({
    command_id: rental_id,
    type: 'bind',
    device_id,
    phone_id,
    rental_id,
    fence,
    expires_at,
    minutes: longest(tariff) / (60 * SECOND),
  });

/** Tells the device that this rental is over. */
export const tellRelease = ({ rental_id, device_id, fence }: Rental, now: number): Promise<void> =>
  command({
    command_id: `${rental_id}-release`,
    type: 'release',
    device_id,
    rental_id,
    fence,
    expires_at: now + RELEASE_WITHIN,
  });

const command = (told: Command) => publish(`devices/${told.device_id}/commands/${told.command_id}`, told);

/** Tells the phone what became of its rental. */
export function tellPhone(type: RentalEvent['type'], rental: Rental, now: number): Promise<void> {
  const { rental_id, device_id, phone_id, fence, reason, amount } = rental;
  const event: RentalEvent = {
    type,
    rental_id,
    device_id,
    fence,
    at: now,
    ...(reason !== undefined && { reason }),
    ...(amount !== undefined && { amount }),
  };
  return publish(`phones/${phone_id}/events`, event);
}
