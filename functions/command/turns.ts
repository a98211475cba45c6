import type { CommandEvent } from '../../events/command/command.ts';
import type { InternalCommandEvent } from '../../events/internal.ts';
import { topicOf } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import { publish, publishInternal } from '../../lib/iot.ts';
import { outbox } from '../../lib/outbox.ts';
import type { Turn } from './command.ts';
import { keys } from './keys.ts';
import { takeBack } from './take-back.ts';

/** What is to be told of commands: to the phone that asked, to other domains, and to the device what to take back. */
export const turns = /* @__PURE__ */ outbox<Turn>(keys.outbox(), async ({ id, type, at, command }, now) => {
  const { phone_id, rollout_id, undo, command_id, device_id, action, state, effect, reason } = command;
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
  const internal: InternalCommandEvent = { id, ...event, ...(rollout_id !== undefined && { rollout_id }) };
  const isLate = type === 'command_late_effect';
  await Promise.all([
    phone_id !== undefined && publish(topicOf(topics.rental_event, { phone_id }), event),
    publishInternal(topics.command_event, internal),
    isLate && undo !== undefined && takeBack({ command_id, device_id, action: undo }, now),
  ]);
});
