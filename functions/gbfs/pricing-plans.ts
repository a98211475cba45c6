import type { Data, Plan } from 'gbfs-typescript-types/v3.0/system_pricing_plans';
import { CURRENCY, type MeteredTariff, type PrepaidTariff, type Tariff } from '../../events/rental/tariffs.ts';
import type { FeedKind } from './kinds.ts';
import { localized, titled } from './language.ts';

/** Converts minor units to the currency's major unit, which GBFS uses. */
const major = (amount: number) => amount / 100;
const spoken = (amount: number) => `${major(amount).toFixed(2)} ${CURRENCY}`;

/** https://github.com/MobilityData/gbfs/blob/v3.0/gbfs.md#system_pricing_plansjson */
export const pricingPlans = (kinds: readonly FeedKind[]): Data => ({
  plans: kinds.map(({ kind, tariff }) => ({
    plan_id: kind,
    name: localized(titled(kind)),
    currency: CURRENCY,
    is_taxable: false,
    ...priceOf(tariff),
  })),
});

/** GBFS has no fields for a package and a daily cap, so the description tells them. */
function priceOf(tariff: Tariff): Pick<Plan, 'price' | 'description' | 'per_min_pricing'> {
  switch (tariff.form) {
    case 'prepaid':
      return packagePrice(tariff);
    case 'metered':
      return minutePrice(tariff);
    default:
      return tariff satisfies never;
  }
}

const packagePrice = ({ price, minutes }: PrepaidTariff) => ({
  price: major(price),
  description: localized(`${spoken(price)} for ${minutes} minutes, paid when the rental begins.`),
});

function minutePrice({ unlock, per_minute, free_minutes, daily_cap }: MeteredTariff) {
  const free = free_minutes > 0 ? ` after the first ${free_minutes}` : '';
  return {
    price: major(unlock),
    description: localized(
      `${spoken(unlock)} to unlock and ${spoken(per_minute)} for each started minute${free}, ` +
        `at most ${spoken(daily_cap)} a day.`,
    ),
    per_min_pricing: [{ start: free_minutes, rate: major(per_minute), interval: 1 }],
  };
}
