import type { StateReport } from '../../../events/device/state-report.ts';
import { productIdsOf } from '../../../functions/device/products.ts';
import { applyStates, type Reported } from '../../../functions/device/state.ts';
import { productsNow } from '../../../functions/product/index.ts';
import { obtain } from '../../../lib/obtain.ts';

/** Stores reports as one batch. */
export async function applied(...reports: [device_id: string, report: StateReport][]) {
  const ids = await productIdsOf(reports.map(([id]) => id));
  const products = await productsNow(new Set(ids.values()));
  const batch = new Map<string, Reported>();
  for (const [device_id, report] of reports) {
    const product = products.get(ids.get(device_id) ?? '');
    obtain(batch, device_id, () => ({ device_id, product, reports: [] })).reports.push({
      ...report,
      received_at: report.at,
    });
  }
  return applyStates([...batch.values()], Date.now());
}
