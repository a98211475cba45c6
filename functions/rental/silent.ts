import type { Tariff } from '../../events/product/tariff.ts';
import { MINUTE } from '../../lib/time.ts';
import { formOf } from '../product/index.ts';

/** A rental that is paid by what flows is over when its device has had no connection for so long. */
export const SILENT_AFTER = 5 * MINUTE;

/** How long after it has become active a rental is looked at: at its end, or whether its device is still there. */
export function lookAfter(tariff: Tariff): number {
  const form = formOf(tariff);
  const longest = form.longest(tariff);
  return form.limit(tariff) ? Math.min(longest, SILENT_AFTER) : longest;
}
