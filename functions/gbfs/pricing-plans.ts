import type { Data } from 'gbfs-typescript-types/v3.0/system_pricing_plans';
import { formOf } from '../product/index.ts';
import { localized } from './language.ts';
import type { FeedProduct } from './products.ts';

/** https://github.com/MobilityData/gbfs/blob/v3.0/gbfs.md#system_pricing_plansjson */
export const pricingPlans = (products: readonly FeedProduct[]): Data => ({
  plans: products.map(({ id, title, tariff }) => {
    const { text, ...price } = formOf(tariff).speak(tariff);
    return {
      plan_id: id,
      name: localized(title),
      currency: tariff.currency,
      is_taxable: false,
      description: localized(text),
      ...price,
    };
  }),
});
