import type { ActionCommand } from '../../events/command/command.ts';
import { MINUTE } from '../../lib/time.ts';
import { tellDevice } from '../device/index.ts';

/** Sends the action that takes back what a command has brought about when nobody wants it any more. */
export function takeBack(
  { command_id, device_id, action }: Pick<ActionCommand, 'command_id' | 'device_id' | 'action'>,
  now: number,
): Promise<void> {
  const back: ActionCommand = {
    command_id: `${command_id}-undo`,
    type: 'action',
    device_id,
    action,
    sent_at: now,
    expires_at: now + MINUTE,
  };
  return tellDevice(back);
}
