import type { RentalEvent } from '../../events/rental/rental.ts';
import { topicOf } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import { publish } from '../../lib/iot.ts';
import { outbox } from '../../lib/outbox.ts';
import { sendRelease, sendUndo } from './commands.ts';
import { keys } from './keys.ts';
import type { Turn } from './rental.ts';

/** Events of rentals, for phone and device. */
export const turns = /* @__PURE__ */ outbox<Turn>(keys.outbox(), tell);

/** Tells the phone, and the device if the rental is over: it has its time to obey from now on, however late that is. */
export async function tell({ type, at, rental, take_back }: Turn, now: number): Promise<void> {
  const { rental_id, device_id, phone_id, fence, reason, amount } = rental;
  const event: RentalEvent = {
    type,
    rental_id,
    device_id,
    fence,
    at,
    ...(reason !== undefined && { reason }),
    ...(amount !== undefined && { amount }),
  };
  const toPhone = publish(topicOf(topics.rental_event, { phone_id }), event);
  const isOver = type === 'rental_cancelled' || type === 'rental_ended';
  await Promise.all([toPhone, isOver && sendRelease(rental, now), take_back && sendUndo(rental, now)]);
}
