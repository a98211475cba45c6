import { productIdsOf } from '../../device/index.ts';
import { productsNow } from '../../product/index.ts';
import type { CleanReport } from './clean.ts';

/** How fast the devices of these reports may move (m/s), as far as their products say so. */
export async function speedsOf(reports: readonly CleanReport[]): Promise<Map<string, number>> {
  const ids = await productIdsOf(reports.map(({ deviceId }) => deviceId));
  const products = ids.size > 0 ? await productsNow() : new Map();
  const speeds = new Map<string, number>();
  for (const [device, product] of ids) {
    const speed = products.get(product)?.thing['skein:motion']?.max_speed;
    if (speed !== undefined) speeds.set(device, speed);
  }
  return speeds;
}
