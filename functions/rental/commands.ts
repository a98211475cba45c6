import type { Command } from '../../events/device/command.ts';
import { MINUTE } from '../../lib/time.ts';
import { takeBack } from '../command/index.ts';
import { tellDevice } from '../device/index.ts';
import { formOf } from '../product/index.ts';
import { limitOf } from './limit.ts';
import type { Rental } from './rental.ts';

/** A release is valid for longer than a bind, as nobody waits for it. */
const RELEASE_WITHIN = MINUTE;

/** The id of a bind, and of what shows that it was obeyed, names the rental. */
const bindId = (rental_id: string) => `rental-${rental_id}`;
export const rentalOfCommand = (command_id: string): string => command_id.slice('rental-'.length);

/** Tells the device who has it now; sending it again changes nothing. */
export function sendBind(rental: Rental): Promise<void> {
  const { rental_id, device_id, phone_id, fence, requested_at, expires_at, start } = rental;
  const limit = limitOf(rental);
  const command: Command = {
    command_id: bindId(rental_id),
    type: 'bind',
    device_id,
    phone_id,
    rental_id,
    fence,
    sent_at: requested_at,
    expires_at,
    minutes: formOf(rental.tariff).longest(rental.tariff) / MINUTE,
    ...(limit && { limit }),
    ...(start && { action: start.action }),
  };
  return tellDevice(command, rental.kind);
}

/** Tells the device that this rental is over. */
export function sendRelease({ rental_id, device_id, fence, kind }: Rental, now: number): Promise<void> {
  const command: Command = {
    command_id: `${bindId(rental_id)}-release`,
    type: 'release',
    device_id,
    rental_id,
    fence,
    sent_at: now,
    expires_at: now + RELEASE_WITHIN,
  };
  return tellDevice(command, kind);
}

/** Has a start taken back that came too late. */
export const sendUndo = async ({ rental_id, device_id, start }: Rental, now: number): Promise<void> => {
  if (start?.undo !== undefined) await takeBack({ command_id: bindId(rental_id), device_id, action: start.undo }, now);
};
