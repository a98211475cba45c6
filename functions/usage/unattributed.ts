import type { Unattributed } from '../../events/usage/usage.ts';
import { hash } from '../../lib/hash.ts';
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
  lives: number;
  most: number;
}

const unattributedScript = /* @__PURE__ */ script<'unattributed_devices', Input, { dropped: number }>(unattributedLua, [
  hash,
]);

/** Keeps what is on nobody's bill, for the operator. */
export async function keepUnattributed(found: readonly NotBilled[]): Promise<void> {
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
    { devices: [...devices.values()], lives: keys.unattributed.spec.lives, most: MOST },
  );
  if (dropped > 0) log.error('usage of no rental was not kept', { entries: dropped });
}

/** What is on nobody's bill, in the order of device ids; the page begins after the device `after`. */
export async function readUnattributed(after: string | undefined, limit: number) {
  const index = keys.unattributed_devices();
  const from = after === undefined ? '-' : (`(${after}` as const);
  const ids = (await redis().zrange(index, from, '+', { byLex: true, offset: 0, count: limit })) as string[];
  if (ids.length === 0) return { usage: [] };
  const pipeline = redis().pipeline();
  for (const id of ids) pipeline.hgetall(keys.unattributed(id));
  const found = ((await pipeline.exec()) as unknown[]).map((reply) => [...hashOf(reply).values()]);
  const expired = ids.filter((_, i) => found[i]!.length === 0);
  if (expired.length > 0) await redis().zrem(index, ...expired);
  const usage = ids.flatMap((device_id, i) =>
    found[i]!.map((text) => ({ device_id, ...(JSON.parse(text) as object) }) as Unattributed),
  );
  return { usage, ...(ids.length === limit && { next: ids.at(-1)! }) };
}
