import type { Unattributed } from '../../events/usage/usage.ts';
import { log } from '../../lib/log.ts';
import { obtain } from '../../lib/obtain.ts';
import { hashOf, redis } from '../../lib/redis.ts';
import { script } from '../../lib/script.ts';
import { keys } from './keys.ts';
import type { NotBilled } from './report.ts';
import unattributedLua from './unattributed.lua';

/** How much of one device is kept. */
const MOST = 1000;

interface Input {
  devices: { device_id: string; found: Omit<Unattributed, 'device_id'>[] }[];
  now: number;
  lives: number;
  most: number;
}

const unattributedScript = /* @__PURE__ */ script<'unattributed_devices', Input, { dropped: number }>(unattributedLua);

/** Keeps what is on nobody's bill, for the operator. */
export async function keepUnattributed(found: readonly NotBilled[], now: number): Promise<void> {
  if (found.length === 0) return;
  const devices = new Map<string, Input['devices'][number]>();
  for (const { count, reason } of found) {
    const { device_id, rental_id, meter, quantity, received_at } = count;
    const device = obtain(devices, device_id, () => ({ device_id, found: [] }));
    device.found.push({ rental_id, meter, quantity, reason, received_at });
  }
  const { dropped } = await unattributedScript(
    {
      unattributed_devices: keys.unattributed_devices(),
      rest: [...devices.keys()].map((id) => keys.unattributed(id)),
    },
    { devices: [...devices.values()], now, lives: keys.unattributed.spec.lives, most: MOST },
  );
  if (dropped > 0) log.error('usage of no rental was not kept', { entries: dropped });
}

/** What is on nobody's bill, by device; the page begins after the device `after`. */
export async function readUnattributed(after: string | undefined, limit: number) {
  const first = after === undefined ? 0 : ((await redis().zrank(keys.unattributed_devices(), after)) ?? -1) + 1;
  const ids = (await redis().zrange(keys.unattributed_devices(), first, first + limit - 1)) as string[];
  const pipeline = redis().pipeline();
  for (const id of ids) pipeline.hgetall(keys.unattributed(id));
  const replies = ids.length > 0 ? await pipeline.exec() : [];
  const usage = ids.flatMap((device_id, i) =>
    [...hashOf(replies[i]).values()].map((text) => ({ device_id, ...(JSON.parse(text) as object) }) as Unattributed),
  );
  return { usage, ...(ids.length === limit && { next: ids.at(-1)! }) };
}
