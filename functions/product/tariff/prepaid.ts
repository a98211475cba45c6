import type { PrepaidTariff } from '../../../events/product/tariff.ts';
import { MINUTE } from '../../../lib/time.ts';
import { major, spoken } from './amount.ts';
import type { TariffForm } from './form.ts';

const longest = ({ minutes }: PrepaidTariff) => minutes * MINUTE;

/**
 * A package: paid when the rental becomes active; for the time that its device was gone its price is given back. If the
 * device does not come back nobody knows whether it has served: then half of the price at most.
 */
export const prepaid: TariffForm<PrepaidTariff> = {
  hold: ({ price }) => price,
  unlock: () => 0,
  upfront: ({ price }) => price,
  remainingHold: () => 0,
  longest,
  limit: () => undefined,
  faultOf: () => undefined,
  settle: (terms, { gone, silent }) => {
    const unused = Math.floor((terms.price * gone) / longest(terms));
    return { price: 0, refund: silent ? Math.min(unused, Math.floor(terms.price / 2)) : unused };
  },
  speak: ({ currency, price, minutes }) => ({
    price: major(price, currency),
    text: `${spoken(price, currency)} for ${minutes} minutes, paid when the rental begins.`,
  }),
};
