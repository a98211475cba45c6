import { LRUCache } from 'lru-cache';
import { redis } from '../../lib/redis.ts';
import { keys } from './keys.ts';

/** A device keeps its product, so what was found once is remembered; an unknown device is looked up every time. */
const known = /* @__PURE__ */ new LRUCache<string, string>({ max: 100_000 });

/** The products of those of the devices that are registered, by device id; at most one Redis command. */
export async function productIdsOf(ids: Iterable<string>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const missing: string[] = [];
  for (const id of new Set(ids)) {
    const product = known.get(id);
    if (product === undefined) missing.push(id);
    else found.set(id, product);
  }
  if (missing.length === 0) return found;
  const products = (await redis().hmget(keys.products(), ...missing)) as unknown as (string | null)[];
  products.forEach((product, i) => {
    if (product === null) return;
    known.set(missing[i]!, product);
    found.set(missing[i]!, product);
  });
  return found;
}
