import { redis } from '../../lib/redis.ts';
import { SECOND } from '../../lib/time.ts';
import { keys } from './keys.ts';
import { mark } from './mark.ts';
import { planNext } from './plan.ts';
import { countIn, type Progress, type Rollout, stateOf } from './rollout.ts';
import { findRollout, readShard } from './store.ts';
import { take } from './take.ts';
import { tell } from './tell.ts';

const AT_ONCE = 100;
/** A target that was taken so long ago was not told: whoever took it has died. */
const TOLD_WITHIN = 30 * SECOND;

/**
 * Does what there is to do for a rollout at `now`, in small steps, for as long as `goesOn` says so. It may be
 * interrupted between any two, and may run twice at the same time.
 */
export async function advance(rollout_id: string, now: number, goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    const found = await findRollout(rollout_id);
    if (!found || !(await step(found.rollout, found.progress, now))) return;
  }
}

/** One step; whether there may be another. */
async function step(rollout: Rollout, progress: Progress, now: number): Promise<boolean> {
  switch (stateOf(progress)) {
    case 'planning':
      return planNext(rollout, progress, now);
    case 'canary':
    case 'running':
      return tellNext(rollout, progress, now);
    case 'stopped':
      return leaveNext(rollout, progress, now);
    case 'done':
      return close(rollout);
    default:
      return false;
  }
}

async function tellNext(rollout: Rollout, progress: Progress, now: number): Promise<boolean> {
  if (await tellForgotten(rollout, progress, now)) return true;
  const ids = await candidates(rollout, progress);
  const taken = ids.length > 0 ? await take(rollout, progress, ids, now) : [];
  await tell(rollout, progress, taken, now);
  return taken.length > 0;
}

/** Those that were taken long ago and are still to be told; whether there were any. */
async function tellForgotten(rollout: Rollout, progress: Progress, now: number): Promise<boolean> {
  const taken = keys.taken(rollout.rollout_id);
  const page = { byScore: true, offset: 0, count: AT_ONCE } as const;
  const ids = await redis().zrange<string[]>(taken, 0, now - TOLD_WITHIN, page);
  const [first, ...rest] = ids.map((member) => ({ score: now, member }));
  if (!first) return false;
  await redis().zadd(taken, first, ...rest); // what fails again is tried again as late
  await tell(rollout, progress, ids, now);
  return true;
}

/** Targets that wait: those that are back first, then those of the next shard that has any. */
async function candidates(rollout: Rollout, progress: Progress): Promise<string[]> {
  const { rollout_id, shards } = rollout;
  const back = (await redis().srandmember<string[]>(keys.back(rollout_id), AT_ONCE)) ?? [];
  if (back.length > 0) return back;
  for (let shard = countIn(progress, 'shard'); shard < shards; shard++) {
    const waiting = (await readShard(rollout, shard)).filter(({ state }) => state === 'waiting');
    if (waiting.length > 0) return waiting.slice(0, AT_ONCE).map(({ device_id }) => device_id);
    await redis().hset(keys.progress(rollout_id), { shard: shard + 1 });
  }
  return [];
}

/** After a stop: what was taken is told, and what was not is free for another rollout. */
async function leaveNext(rollout: Rollout, progress: Progress, now: number): Promise<boolean> {
  const { rollout_id, shards } = rollout;
  if (await tellForgotten(rollout, progress, now)) return true;
  const shard = countIn(progress, 'left_to');
  if (shard >= shards) {
    if ((await redis().zcard(keys.taken(rollout_id))) > 0) return false;
    await redis().del(keys.back(rollout_id));
    return close(rollout);
  }
  const targets = await readShard(rollout, shard);
  const untold = targets.filter(({ state }) => state === 'waiting' || state === 'offline');
  await mark(
    rollout,
    progress,
    untold.map(({ device_id }) => [device_id, 'left']),
    now,
  );
  await redis().hset(keys.progress(rollout_id), { left_to: shard + 1 });
  return true;
}

async function close({ rollout_id }: Rollout): Promise<false> {
  await redis().srem(keys.open(), rollout_id);
  return false;
}
