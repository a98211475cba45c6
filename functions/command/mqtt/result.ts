import { CommandResult } from '../../../events/device/command.ts';
import { readMessage } from '../../../lib/message.ts';
import { nameSeconds, refuseMessage } from '../../rejection/index.ts';
import { settle } from '../settle.ts';

/** Rule `action_result`: the device's answer to an action. */
export const handler = readMessage(CommandResult, take, refuseMessage('results'));

async function take(result: CommandResult & { device_id: string }, now: number): Promise<void> {
  await nameSeconds('results', result, now);
  const { command_id, device_id, outcome, reason } = result;
  const what = outcome === 'done' ? 'accepted' : 'refused';
  await settle(command_id, device_id, { what, at: now, ...(reason !== undefined && { reason }) }, now);
}
