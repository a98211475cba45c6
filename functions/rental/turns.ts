import type { RentalEvent } from '../../events/rental/rental.ts';
import { topicOf } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import type { UsageLine } from '../../events/usage/usage.ts';
import { publish, publishInternal } from '../../lib/iot.ts';
import { outbox } from '../../lib/outbox.ts';
import { sendRelease, sendUndo } from './commands.ts';
import { keys } from './keys.ts';
import type { Rental, Turn } from './rental.ts';

/** Events of rentals, for phone and device. */
export const turns = /* @__PURE__ */ outbox<Turn>(keys.outbox(), tell);

/** Tells the phone, and the device if the rental is over: it has its time to obey from now on, however late that is. */
export async function tell({ type, at, rental, take_back, added }: Turn, now: number): Promise<void> {
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
  await Promise.all([
    toPhone,
    isOver && sendRelease(rental, now),
    take_back && sendUndo(rental, now),
    added && tellUse(rental, added, at),
  ]);
}

/** For the accountant. */
function tellUse(rental: Rental, { id, ...added }: NonNullable<Turn['added']>, at: number): Promise<void> {
  const { rental_id, device_id, kind, venue_id, account_id, tariff, used, active_at, ended_at } = rental;
  const line: UsageLine = {
    line_id: id,
    at,
    rental_id,
    device_id,
    product: kind,
    ...(venue_id !== undefined && { venue_id }),
    account_id,
    meter: used!.meter,
    unit: used!.unit,
    ...added,
    currency: tariff.currency,
    from: active_at!,
    to: ended_at!,
  };
  return publishInternal(topics.usage_line, line);
}
