import { obtain } from '../../lib/obtain.ts';
import { script } from '../../lib/script.ts';
import { claimKey, claimParts, listDevices } from '../device/index.ts';
import { keys, LIVES } from './keys.ts';
import planLua from './plan.lua';
import { type Progress, type Rollout, shardOf } from './rollout.ts';

const AT_ONCE = 500;

interface PlanInput {
  rollout_id: string;
  from: string;
  to: string;
  groups: string[][];
  lives: number;
}

const planScript = /* @__PURE__ */ script<'progress', PlanInput, { planned: boolean }>(planLua, claimParts);

/** Makes the next page of the devices that are asked for its targets; gives whether this call did it. */
export async function planNext(rollout: Rollout, progress: Progress, now: number): Promise<boolean> {
  const { rollout_id, product, where = {} } = rollout;
  const from = progress.get('planned') ?? '';
  const filter = {
    product,
    venue_id: where.venue_id,
    property: where.firmware === undefined ? undefined : `firmware:${JSON.stringify(where.firmware)}`,
  };
  const page = await listDevices(filter, { after: from || undefined, limit: AT_ONCE }, now);
  const groups = new Map<number, string[]>();
  for (const { device_id } of page.devices) obtain(groups, shardOf(rollout, device_id), () => []).push(device_id);
  const { planned } = await planScript(
    {
      progress: keys.progress(rollout_id),
      rest: [
        ...[...groups.keys()].map((shard) => keys.targets(rollout_id, shard)),
        ...[...groups.values()].flat().map(claimKey),
      ],
    },
    { rollout_id, from, to: page.next ?? 'end', groups: [...groups.values()], lives: LIVES },
  );
  return planned;
}
