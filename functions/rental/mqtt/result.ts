import { CommandResult } from '../../../events/device/command.ts';
import { log } from '../../../lib/log.ts';
import { readMessage } from '../../../lib/message.ts';
import { nameSeconds, refuseMessage } from '../../rejection/index.ts';
import { activateRental } from '../activate.ts';
import { rentalOfCommand, sendRelease } from '../commands.ts';
import { end } from '../end.ts';
import { type Rental, silence } from '../rental.ts';
import { readRental } from '../store.ts';
import { tell, turns } from '../turns.ts';
import { payUnlock } from '../unlock.ts';

/** Rule `command_result`: the device's answer to a bind makes the rental active, or cancels it. */
export const handler = readMessage(CommandResult, take, refuseMessage('results'));

async function take(result: CommandResult & { device_id: string }, now: number): Promise<void> {
  await nameSeconds('results', result, now);
  const rental = await readRental(rentalOfCommand(result.command_id));
  if (!rental) return; // the answer to a release: nothing depends on it
  if (rental.device_id !== result.device_id || rental.fence !== result.fence) {
    log.warn('command result ignored', { device: result.device_id, command: result.command_id });
    return;
  }
  if (result.outcome === 'done') await activate(rental, now);
  else if (rental.state === 'requested') await end(rental, { reason: result.reason ?? 'refused' }, now);
}

async function activate(rental: Rental, now: number): Promise<void> {
  const outcome = await activateRental(rental, { shown: 'answer', at: now }, now);
  if ('late' in outcome) await end(rental, { reason: silence(rental) }, now);
  else if (outcome.turn) await turns.send([outcome.turn], now);
  // A result that comes again: what was told may not have arrived.
  else if (outcome.rental.state === 'active')
    await tell({ id: '', type: 'rental_active', at: now, rental: outcome.rental }, now);
  else if (outcome.rental.state !== 'requested') {
    await payUnlock(outcome.rental, now);
    await sendRelease(rental, now);
  }
}
