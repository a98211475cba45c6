import { topics } from '../../events/topics.ts';
import { publishInternal } from '../../lib/iot.ts';

/** Has a function of its own do the next steps of a rollout. */
export const wake = (rollout_id: string): Promise<void> => publishInternal(topics.rollout_step, { rollout_id });
