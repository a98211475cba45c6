import type { Command } from '../../events/device/command.ts';
import { topicOf } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import { publish } from '../../lib/iot.ts';
import { MINUTE } from '../../lib/time.ts';
import { formOf } from '../product/index.ts';
import type { Rental } from './rental.ts';

/** A release is valid for longer than a bind, as nobody waits for it. */
const RELEASE_WITHIN = MINUTE;

/** Tells the device who has it now; the command has the rental's id, so that sending it again changes nothing. */
export const sendBind = ({ rental_id, device_id, phone_id, fence, expires_at, tariff }: Rental): Promise<void> =>
  send({
    command_id: rental_id,
    type: 'bind',
    device_id,
    phone_id,
    rental_id,
    fence,
    expires_at,
    minutes: formOf(tariff).longest(tariff) / MINUTE,
  });

/** Tells the device that this rental is over. */
export const sendRelease = ({ rental_id, device_id, fence }: Rental, now: number): Promise<void> =>
  send({
    command_id: `${rental_id}-release`,
    type: 'release',
    device_id,
    rental_id,
    fence,
    expires_at: now + RELEASE_WITHIN,
  });

const send = (command: Command) => publish(topicOf(topics.command, command), command);
