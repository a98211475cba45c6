import { Compile } from 'typebox/compile';
import { CommandResult } from '../../events/command.ts';
import type { Rental } from '../../events/rental.ts';
import { log } from '../../lib/log.ts';
import { end } from './end.ts';
import { activateRental, readRental } from './store.ts';
import { tellPhone, tellRelease } from './tell.ts';

const schema = Compile(CommandResult);

/** Rule `command_result`: the device's answer to a bind makes the rental active, or cancels it. */
export const handler = async (event: { device_id: string; command_id: string }): Promise<void> => {
  const rental = await readRental(event.command_id);
  if (!rental) return; // the answer to a release: nothing depends on it
  if (!schema.Check(event) || rental.device_id !== event.device_id || rental.fence !== event.fence) {
    log.warn('command result ignored', { device: event.device_id, command: event.command_id });
    return;
  }
  const now = Date.now();
  if (event.outcome === 'done') await obeyed(rental, now);
  else if (rental.state === 'requested') await end(rental, event.reason ?? 'refused', now);
};

async function obeyed(rental: Rental, now: number): Promise<void> {
  const outcome = await activateRental(rental, now);
  if ('late' in outcome) await end(rental, 'no_answer', now);
  else if (outcome.rental.state === 'active')
    await tellPhone('rental_active', outcome.rental, now); // perhaps once more
  else await tellRelease(rental, now); // it believes in what is over
}
