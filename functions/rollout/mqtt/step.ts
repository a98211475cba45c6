import { RolloutStep } from '../../../events/internal.ts';
import { readMessage } from '../../../lib/message.ts';
import { SECOND } from '../../../lib/time.ts';
import { advance } from '../step.ts';

/** Less than its timeout; the schedule goes on with what is left. */
const AT_MOST = 40 * SECOND;

/** Rule `rollout_step`: there may be something to do for a rollout. */
export const handler = readMessage(RolloutStep, ({ rollout_id }: RolloutStep, now) => {
  const began = performance.now();
  return advance(rollout_id, now, () => performance.now() - began < AT_MOST);
});
