import type { CommandView } from '../../events/command/command.ts';
import { type Command, endOf } from './command.ts';

/** A command as its reader sees it at `now`: deadlines hold whether or not anybody has acted on them yet. */
export function view(command: Command, now: number): CommandView {
  const { input, wanted, undo: _, phone_id: __, account_id: ___, fingerprint: ____, ...known } = command;
  const shown = {
    ...known,
    ...(input !== undefined && { input: JSON.parse(input) as unknown }),
    ...(wanted && { effect_until: wanted.until_at }),
  };
  const end = endOf(command);
  if (now <= end) return shown;
  if (known.state === 'sent') return { ...shown, state: 'unanswered', settled_at: end };
  if (known.state === 'accepted') return { ...shown, state: 'failed', settled_at: end };
  return shown;
}

/** The answer to whoever has sent it. */
export function viewSent(command: Command, now: number) {
  const { device_id, command_id } = command;
  const location = `/v1/devices/${device_id}/commands/${command_id}`;
  return { status: 202, headers: { location }, body: view(command, now) };
}
