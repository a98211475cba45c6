import type { Target } from '../../events/rollout/rollout.ts';
import { refuse } from '../../lib/errors.ts';
import { nextOf, type Page, rangeOf } from '../../lib/page.ts';
import { hashOf, redis } from '../../lib/redis.ts';
import { keys } from './keys.ts';
import { commandOf, type Progress, type Rollout, type TargetState } from './rollout.ts';

/** A rollout and how far it is; undefined where there is none. */
export async function findRollout(id: string): Promise<{ rollout: Rollout; progress: Progress } | undefined> {
  return (await readEach([id]))[0];
}

/** The same; throws a 404 where there is none. */
export async function readRollout(id: string): Promise<{ rollout: Rollout; progress: Progress }> {
  const found = await findRollout(id);
  if (!found) throw refuse('rollout_unknown');
  return found;
}

/** A page of rollouts, newest first. */
export async function readRollouts(page: Page) {
  const transaction = redis().multi();
  transaction.zrange(keys.all(), ...rangeOf(page));
  transaction.zcard(keys.all());
  const [ids, length] = (await transaction.exec()) as unknown as [string[], number];
  return { rollouts: await readEach(ids.reverse()), ...nextOf(page, length) };
}

async function readEach(ids: readonly string[]): Promise<{ rollout: Rollout; progress: Progress }[]> {
  if (ids.length === 0) return [];
  const transaction = redis().multi();
  for (const id of ids) transaction.get(keys.rollout(id)).hgetall(keys.progress(id));
  const replies = await transaction.exec<unknown[]>();
  return ids.flatMap((_, i) => {
    const text = replies[2 * i] as string | null;
    const progress = hashOf(replies[2 * i + 1]) as Progress;
    return text === null ? [] : [{ rollout: JSON.parse(text) as Rollout, progress }];
  });
}

/** The rollouts that are not over. */
export const openRollouts = (): Promise<string[]> => redis().smembers(keys.open());

/** The targets of a shard. */
export async function readShard({ rollout_id }: Rollout, shard: number): Promise<Target[]> {
  const targets = hashOf(await redis().hgetall(keys.targets(rollout_id, shard)));
  return [...targets].map(([device_id, text]) => {
    const [state, ...reason] = text.split(' ') as [TargetState, ...string[]];
    const command_id = commandOf(rollout_id, device_id);
    return { device_id, state, ...(reason.length > 0 && { reason: reason.join(' ') }), command_id };
  });
}

const SHARDS_AT_ONCE = 20;
const ENOUGH = 100;

/** Targets in one state, or in any, from a shard on; `next` is the shard that the next page begins with. */
export async function readTargets(rollout: Rollout, state: TargetState | undefined, from: number) {
  const devices: Target[] = [];
  let shard = from;
  for (; shard < Math.min(from + SHARDS_AT_ONCE, rollout.shards) && devices.length < ENOUGH; shard++) {
    devices.push(
      ...(await readShard(rollout, shard)).filter((target) => state === undefined || target.state === state),
    );
  }
  return { devices, ...(shard < rollout.shards && { next: shard }) };
}
