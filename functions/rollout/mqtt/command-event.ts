import { InternalCommandEvent } from '../../../events/internal.ts';
import { readMessage } from '../../../lib/message.ts';
import { mark } from '../mark.ts';
import { findRollout } from '../store.ts';
import { wake } from '../wake.ts';

/** Rule `command_event`: the command of a rollout is settled. */
export const handler = readMessage(InternalCommandEvent, async (event: InternalCommandEvent, now) => {
  const { rollout_id = '', device_id, type, state, reason } = event;
  const found = await findRollout(rollout_id);
  if (!found || type !== 'command_settled') return;
  const { rollout, progress } = found;
  const why = reason === undefined ? state : `${state} ${reason}`;
  await mark(rollout, progress, [state === 'done' ? [device_id, 'done'] : [device_id, 'failed', why]], now);
  // What the canary has shown may let the others go.
  if (progress.get('phase') === 'canary') await wake(rollout_id);
});
