import type { Product } from '../../events/product/product.ts';
import type { Tariff } from '../../events/product/tariff.ts';
import type { RentalTerms } from '../../events/product/thing-model.ts';
import { keys } from './keys.ts';
import lua from './price.lua';
import { formOf } from './tariff/index.ts';

/** The Lua part that says what renting a product costs. */
export const price = { name: 'product.price', lua };

/** The key that a script needs to use it. */
export const priceKeys = () => ({ prices: keys.prices() });

/** As price.lua reads it. */
const written = (tariff: Tariff) => `${formOf(tariff).hold(tariff)} ${tariff.currency} ${JSON.stringify(tariff)}`;

/** What a product costs, by the field of `prices`: its own id, or with that of a venue which has its own tariff. */
export const pricesOf = (productId: string, terms: RentalTerms | null): Record<string, string> =>
  terms === null
    ? {}
    : Object.fromEntries([
        [productId, written(terms.tariff)],
        ...Object.entries(terms.venues ?? {}).map(([venue, tariff]) => [`${productId}@${venue}`, written(tariff)]),
      ]);

/** What renting a product costs at a venue, or at none; undefined where it cannot be rented. */
export function tariffAt({ thing }: Product, venueId: string | undefined): Tariff | undefined {
  const terms = thing['skein:rental'];
  return (venueId !== undefined && terms?.venues?.[venueId]) || terms?.tariff;
}
