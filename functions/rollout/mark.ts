import { script } from '../../lib/script.ts';
import { claimKey, claimParts } from '../device/index.ts';
import { keys } from './keys.ts';
import markLua from './mark.lua';
import { canarySize, countIn, type Progress, type Rollout, shardOf } from './rollout.ts';

/** What has become of a target, and why it failed. */
export type Mark = [
  device_id: string,
  became: 'told' | 'offline' | 'back' | 'done' | 'failed' | 'left',
  reason?: string,
];

interface MarkInput {
  rollout_id: string;
  marks: readonly Mark[];
  total_first: number;
  stop_at_failed: number;
  now: number;
}

const markScript = /* @__PURE__ */ script<'progress' | 'back' | 'taken' | 'open', MarkInput, true>(markLua, claimParts);

/** Takes in what has become of targets. */
export async function mark(rollout: Rollout, progress: Progress, marks: readonly Mark[], now: number): Promise<void> {
  if (marks.length === 0) return;
  const { rollout_id, stop_at_failed } = rollout;
  await markScript(
    {
      progress: keys.progress(rollout_id),
      back: keys.back(rollout_id),
      taken: keys.taken(rollout_id),
      open: keys.open(),
      rest: marks.flatMap(([id]) => [keys.targets(rollout_id, shardOf(rollout, id)), claimKey(id)]),
    },
    { rollout_id, marks, total_first: canarySize(rollout, countIn(progress, 'total')), stop_at_failed, now },
  );
}
