import { randomUUID } from 'node:crypto';
import type { CommandBody } from '../../events/command/command.ts';
import { refuse } from '../../lib/errors.ts';
import type { Caller } from '../../lib/http.ts';
import { recordId } from '../../lib/idempotency.ts';
import { holderOf, readKnown } from '../device/index.ts';
import type { Command } from './command.ts';
import { order } from './order.ts';
import { permitted, rolesOf } from './permit.ts';

/** Sends an action to a device for a caller who may ask for it. Throws a Problem with the reason. */
export async function sendCommand(
  device_id: string,
  body: CommandBody,
  caller: Caller,
  key: string | undefined,
  now: number,
): Promise<Command> {
  const known = await readKnown(device_id);
  const model = known.product?.thing.actions?.[body.action];
  const holder = holderOf(known.device, now);
  const by = model && permitted(model, rolesOf(caller, { owners: known.owners, holder }));
  if (model && !by) throw refuse('action_not_allowed');
  const { role, sub, phone_id } = caller;
  const asked = {
    ...body,
    command_id: `command-${recordId([sub, device_id], key ?? randomUUID())}`,
    by: by ?? 'operator',
    ...(role === 'rider' && { account_id: sub, ...(phone_id !== undefined && { phone_id }) }),
  };
  return order(known, asked, now);
}
