import type { RolloutChange } from '../../events/rollout/rollout.ts';
import { refuse } from '../../lib/errors.ts';
import { script } from '../../lib/script.ts';
import changeLua from './change.lua';
import { keys } from './keys.ts';

type Reply = { changed: true } | { refused: 'rollout_over' };

const changeScript = /* @__PURE__ */ script<
  'progress' | 'open',
  RolloutChange & { rollout_id: string; now: number },
  Reply
>(changeLua);

/** Pauses, resumes or stops a rollout; throws a Problem where it is over. */
export async function changeRollout(rollout_id: string, { change }: RolloutChange, now: number): Promise<void> {
  const reply = await changeScript(
    { progress: keys.progress(rollout_id), open: keys.open() },
    { rollout_id, change, now },
  );
  if ('refused' in reply) throw refuse(reply.refused);
}
