import { LRUCache } from 'lru-cache';
import { SECOND } from '../../../lib/time.ts';
import { productIdsOf } from '../../device/index.ts';
import { productsNow } from '../../product/index.ts';
import type { CleanReport } from './clean.ts';

/** m/s by device; 0 where its product does not say it, or nobody has registered it. A change counts after ten seconds. */
const known = /* @__PURE__ */ new LRUCache<string, number>({ max: 100_000, ttl: 10 * SECOND });

/** How fast the devices of these reports may move (m/s), as far as their products say so. */
export async function speedsOf(reports: readonly CleanReport[]): Promise<Map<string, number>> {
  const devices = new Set(reports.map(({ deviceId }) => deviceId));
  const missing = [...devices].filter((device) => !known.has(device));
  if (missing.length > 0) await learn(missing);
  return new Map(
    [...devices].flatMap((device) => {
      const speed = known.get(device);
      return speed ? [[device, speed]] : [];
    }),
  );
}

async function learn(devices: readonly string[]): Promise<void> {
  const ids = await productIdsOf(devices);
  const products = await productsNow(new Set(ids.values()));
  for (const device of devices) {
    known.set(device, products.get(ids.get(device) ?? '')?.thing['skein:motion']?.max_speed ?? 0);
  }
}
