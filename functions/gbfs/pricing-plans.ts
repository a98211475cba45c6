import type { Data } from 'gbfs-typescript-types/v3.0/system_pricing_plans';
import type { Tariff } from '../../events/product/tariff.ts';
import { formOf } from '../product/index.ts';
import { localized } from './language.ts';
import { type FeedProduct, planOf } from './products.ts';

/** https://github.com/MobilityData/gbfs/blob/v3.0/gbfs.md#system_pricing_plansjson */
export const pricingPlans = (products: readonly FeedProduct[]): Data => ({
  plans: products.flatMap((product) => [
    plan(product.id, product.title, product.tariff),
    ...Object.entries(product.venues).map(([venue, tariff]) =>
      plan(planOf(product, venue), `${product.title}, ${venue}`, tariff),
    ),
  ]),
});

function plan(plan_id: string, name: string, tariff: Tariff): Data['plans'][number] {
  const { text, ...price } = formOf(tariff).speak(tariff);
  return {
    plan_id,
    name: localized(name),
    currency: tariff.currency,
    is_taxable: false,
    description: localized(text),
    ...price,
  };
}
