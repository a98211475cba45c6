import type { UsageTariff, UseLimit } from '../../../events/product/tariff.ts';
import { DAY, MINUTE } from '../../../lib/time.ts';
import { spoken } from './amount.ts';
import type { Fault, TariffForm } from './form.ts';

/** A stretch in which every started `per` units cost the same; it ends where the next one begins. */
interface Band {
  price: number;
  /** How many times `per` lie before it. */
  begins: number;
}

/** The `per`s that a quantity has started cost what holds where each of them begins. */
function bandsOf({ per, price, free = 0, steps = [] }: UsageTariff): Band[] {
  const later = steps.map(({ above, price }) => ({ price, begins: Math.max(0, Math.ceil((above - free) / per)) }));
  return [{ price, begins: 0 }, ...later];
}

function priceOf(terms: UsageTariff, quantity: number): number {
  const { per, free = 0, minimum = 0, hold } = terms;
  if (quantity <= free) return 0;
  const started = Math.ceil((quantity - free) / per);
  const bands = bandsOf(terms);
  const sum = bands.reduce((amount, { price, begins }, i) => {
    const ends = Math.min(started, bands[i + 1]?.begins ?? started);
    return amount + Math.max(0, ends - begins) * price;
  }, 0);
  return Math.min(hold, Math.max(minimum, sum));
}

/** The last quantity before one would have to be paid for that the hold does not cover. */
function covered(terms: UsageTariff): number | undefined {
  const { per, free = 0, hold } = terms;
  const bands = bandsOf(terms);
  let left = hold;
  for (const [i, { price, begins }] of bands.entries()) {
    const length = Math.max(0, (bands[i + 1]?.begins ?? Number.POSITIVE_INFINITY) - begins);
    const paid = price === 0 ? length : Math.min(length, Math.floor(left / price));
    if (paid < length) return free + (begins + paid) * per;
    if (price > 0) left -= paid * price;
  }
  return undefined; // the last of it costs nothing
}

function limit(terms: UsageTariff): UseLimit {
  const quantity = covered(terms);
  return { meter: terms.meter, unit: terms.unit, ...(quantity !== undefined && { quantity }) };
}

function faultOf({ minimum = 0, hold, steps = [] }: UsageTariff): Fault | undefined {
  if (minimum > hold) return { path: '/minimum', fault: 'is more than the hold' };
  const unordered = steps.findIndex(({ above }, i) => i > 0 && above <= steps[i - 1]!.above);
  return unordered < 0 ? undefined : { path: `/steps/${unordered}/above`, fault: 'is not above the step before' };
}

/** What has flowed, and no more than what was set aside. */
export const usage: TariffForm<UsageTariff> = {
  hold: ({ hold }) => hold,
  unlock: () => 0,
  upfront: () => 0,
  remainingHold: ({ hold }) => hold,
  longest: ({ minutes }) => (minutes === undefined ? DAY : minutes * MINUTE),
  limit,
  faultOf,
  settle: (terms, { quantity }) => ({ price: priceOf(terms, quantity), refund: 0 }),
  speak: ({ currency, meter, unit, per, price, free = 0, hold }) => {
    const after = free > 0 ? ` after the first ${free} ${unit}` : '';
    return {
      price: 0,
      text:
        `${spoken(price, currency)} for each started ${per} ${unit} of ${meter}${after}, ` +
        `at most ${spoken(hold, currency)}.`,
    };
  },
};
