import type { ActionCommand, CommandEvent } from '../../events/command/command.ts';
import { topicOf } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import { publish } from '../../lib/iot.ts';
import { outbox } from '../../lib/outbox.ts';
import { MINUTE } from '../../lib/time.ts';
import type { Turn } from './command.ts';
import { keys } from './keys.ts';

/** What is to be told of commands. */
export const turns = /* @__PURE__ */ outbox<Turn>(keys.outbox(), async (turn, now) => {
  await Promise.all([tellPhone(turn), takeBack(turn, now)]);
});

async function tellPhone({ type, at, command }: Turn): Promise<void> {
  const { phone_id, command_id, device_id, action, state, effect, reason } = command;
  if (phone_id === undefined) return;
  const event: CommandEvent = {
    type,
    command_id,
    device_id,
    action,
    state,
    at,
    ...(effect !== undefined && { effect }),
    ...(reason !== undefined && { reason }),
  };
  await publish(topicOf(topics.rental_event, { phone_id }), event);
}

/** An effect that nobody wants any more is taken back by the action that the product names for that. */
async function takeBack({ type, command }: Turn, now: number): Promise<void> {
  const { undo, command_id, device_id } = command;
  if (type !== 'command_late_effect' || undo === undefined) return;
  const back: ActionCommand = {
    command_id: `${command_id}-undo`,
    type: 'action',
    device_id,
    action: undo,
    sent_at: now,
    expires_at: now + MINUTE,
  };
  await publish(topicOf(topics.command, back), back);
}
