import type { UseLimit } from '../../events/product/tariff.ts';
import { SECOND } from '../../lib/time.ts';
import { formOf } from '../product/index.ts';
import type { Rental } from './rental.ts';
import type { Used } from './used.ts';

/** How much a device may give: what was set aside covers it, and the renter wants it. Undefined where no meter counts. */
export function limitOf({ tariff, wanted }: Rental): UseLimit | undefined {
  const limit = formOf(tariff).limit(tariff);
  if (!limit || wanted === undefined) return limit;
  return { ...limit, quantity: Math.min(wanted, limit.quantity ?? wanted) };
}

/** What ends an active rental first, if it goes on as it does, and in how many seconds. */
export function remainingOf({ tariff, wanted, ends_at }: Rental, used: Used | undefined, now: number) {
  const ends = [{ seconds: (ends_at! - now) / SECOND, by: 'time' }];
  const limit = formOf(tariff).limit(tariff);
  const flows = (quantity: number | undefined, by: string) => {
    if (!used?.rate || quantity === undefined) return;
    ends.push({ seconds: (quantity - used.quantity) / used.rate, by });
  };
  flows(limit?.quantity, 'money');
  flows(limit && wanted, limit?.meter ?? '');
  const first = ends.reduce((a, b) => (b.seconds < a.seconds ? b : a));
  return { seconds: Math.max(0, Math.round(first.seconds)), by: first.by };
}
