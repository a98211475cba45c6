import type { Tariff } from '../../events/tariffs.ts';
import { MINUTE } from '../../lib/time.ts';

/** How long a rental may last: a package's minutes, or what the hold pays for. ms */
export function longest(tariff: Tariff): number {
  if (tariff.form === 'prepaid') return tariff.minutes * MINUTE;
  const { hold, unlock, per_minute, free_minutes } = tariff;
  return (free_minutes + Math.floor((hold - unlock) / per_minute)) * MINUTE;
}

/** What of a package's price is given back for the time that its device was gone; rounded down. 0 for a metered rental. */
export function refundOf(tariff: Tariff, gone: number): number {
  return tariff.form === 'prepaid' ? Math.floor((tariff.price * gone) / longest(tariff)) : 0;
}

/**
 * What a metered rental of this length costs before caps: the unlock fee and every started minute after the free ones.
 * Whole minor units, so nothing is ever rounded. A prepaid one has been paid.
 */
export function priceOf(tariff: Tariff, lasted: number): number {
  if (tariff.form === 'prepaid') return 0;
  const minutes = Math.max(0, Math.ceil(lasted / MINUTE) - tariff.free_minutes);
  return tariff.unlock + minutes * tariff.per_minute;
}
