import { DeviceBack } from '../../../events/internal.ts';
import { readMessage } from '../../../lib/message.ts';
import { mark } from '../mark.ts';
import { findRollout } from '../store.ts';

/** Rule `device_back`: a target that was offline waits to be told, as soon as the rate allows it. */
export const handler = readMessage(DeviceBack, async ({ device_id, rollout_id }: DeviceBack, now) => {
  const found = await findRollout(rollout_id);
  if (found) await mark(found.rollout, found.progress, [[device_id, 'back']], now);
});
