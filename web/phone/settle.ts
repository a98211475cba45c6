import { formOf } from '../../functions/product/tariff/index.ts';
import type { Rental } from './reads.ts';

/**
 * What an active rental would cost if it ended at `now` (ms), by what settles it; the day's cap may make it less, of
 * which only the API knows how much is left. Minor units.
 */
export function costAt({ tariff, active_at, amount = 0, used }: Rental, now: number): number {
  const form = formOf(tariff);
  const lasted = Math.max(0, now - (active_at ?? now));
  const { price } = form.settle(tariff, { lasted, gone: 0, quantity: used?.quantity ?? 0 });
  return amount + Math.min(price, form.remainingHold(tariff));
}

/** How much the amount that is set aside covers; undefined where no meter counts, or where there is no end to it. */
export const coveredBy = (tariff: Rental['tariff']): number | undefined => formOf(tariff).limit(tariff)?.quantity;

/** What so much of what a meter counts costs. */
export const costOf = (tariff: Rental['tariff'], quantity: number): number =>
  formOf(tariff).settle(tariff, { lasted: 0, gone: 0, quantity }).price;
