import type { RolloutView } from '../../events/rollout/rollout.ts';
import { countIn, type Progress, type Rollout, stateOf } from './rollout.ts';

const COUNTS = ['total', 'waiting', 'offline', 'sent', 'done', 'failed', 'left', 'skipped'] as const;

/** A rollout as its reader sees it. */
export function view({ input, shards: _, fingerprint: __, ...known }: Rollout, progress: Progress): RolloutView {
  const counts = Object.fromEntries(COUNTS.map((name) => [name, countIn(progress, name)])) as RolloutView['counts'];
  const settled = counts.done + counts.failed;
  return {
    ...known,
    ...(input !== undefined && { input: JSON.parse(input) as unknown }),
    state: stateOf(progress),
    changed_at: countIn(progress, 'changed_at'),
    counts,
    failed_share: settled === 0 ? 0 : counts.failed / settled,
  };
}
