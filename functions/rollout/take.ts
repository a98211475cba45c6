import { script } from '../../lib/script.ts';
import { floorTo, MINUTE } from '../../lib/time.ts';
import { keys } from './keys.ts';
import { canarySize, countIn, type Progress, type Rollout, shardOf } from './rollout.ts';
import takeLua from './take.lua';

interface TakeInput {
  ids: readonly string[];
  total_first: number;
  per_minute: number;
  minute: number;
  now: number;
}

const takeScript = /* @__PURE__ */ script<'progress' | 'back' | 'taken', TakeInput, string[]>(takeLua);

/** Takes those of these targets that may be told now. */
export function take(rollout: Rollout, progress: Progress, ids: readonly string[], now: number): Promise<string[]> {
  const { rollout_id, per_minute } = rollout;
  return takeScript(
    {
      progress: keys.progress(rollout_id),
      back: keys.back(rollout_id),
      taken: keys.taken(rollout_id),
      rest: ids.map((id) => keys.targets(rollout_id, shardOf(rollout, id))),
    },
    {
      ids,
      total_first: canarySize(rollout, countIn(progress, 'total')),
      per_minute,
      minute: floorTo(now, MINUTE),
      now,
    },
  );
}
