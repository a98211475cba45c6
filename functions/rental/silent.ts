import type { Tariff } from '../../events/product/tariff.ts';
import { MINUTE } from '../../lib/time.ts';
import { formOf } from '../product/index.ts';
import type { Rental } from './rental.ts';

/** A rental that is paid by what flows is over when its device has had no connection for so long. */
export const SILENT_AFTER = 5 * MINUTE;

/** How long after it has become active a rental is looked at: at its end, or whether its device is still there. */
export function lookAfter(tariff: Tariff): number {
  const form = formOf(tariff);
  const longest = form.longest(tariff);
  return form.limit(tariff) ? Math.min(longest, SILENT_AFTER) : longest;
}

/** How long after the end of a prepaid rental its device may come back, and show whether it has served. */
const RETURNS_WITHIN = 30 * MINUTE;
/** How long after it has come back its first report may be under way. */
const REPORTS_WITHIN = MINUTE;

/**
 * Whether the end of a rental waits for its device: what was prepaid is given back for the time that it was gone, and only
 * the device knows whether it has served. One that has restarted says so in its first report, and that ends the rental.
 */
export function isReturnAwaited(
  { tariff, ends_at }: Rental,
  presence: { online: boolean; since: number } | undefined,
  now: number,
): boolean {
  if (!presence || formOf(tariff).upfront(tariff) === 0) return false;
  return now < (presence.online ? presence.since + REPORTS_WITHIN : ends_at! + RETURNS_WITHIN);
}
