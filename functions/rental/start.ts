import { outboxPart, PUBLISH_WITHIN } from '../../lib/outbox.ts';
import { script } from '../../lib/script.ts';
import { leaseKeys, leaseParts } from '../device/index.ts';
import { activateRental } from './activate.ts';
import { end } from './end.ts';
import { keys } from './keys.ts';
import lateStartLua from './late-start.lua';
import { type Rental, silence } from './rental.ts';
import { turns } from './turns.ts';

const lateStartScript = /* @__PURE__ */ script<
  'rental' | 'device' | 'outbox',
  { at: number; publish_by: number },
  { turn?: string }
>(lateStartLua, [...leaseParts, outboxPart]);

/** A device was seen to start at `at`, as its rental wanted it: in time, or too late. */
export async function takeStart(rental: Rental, at: number, now: number): Promise<void> {
  const outcome = await activateRental(rental, { shown: 'effect', at }, now);
  if ('late' in outcome) await end(rental, { reason: silence(rental) }, now);
  else if (outcome.turn) await turns.send([outcome.turn], now);
  if ('late' in outcome || outcome.rental.state === 'cancelled') await takeLateStart(rental, at, now);
}

async function takeLateStart({ rental_id, device_id }: Rental, at: number, now: number): Promise<void> {
  const { turn } = await lateStartScript(
    { ...leaseKeys(device_id), rental: keys.rental(rental_id), outbox: keys.outbox() },
    { at, publish_by: now + PUBLISH_WITHIN },
  );
  if (turn) await turns.send([turn], now);
}
