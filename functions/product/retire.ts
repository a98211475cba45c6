import type { Product } from '../../events/product/product.ts';
import { refuse } from '../../lib/errors.ts';
import { script } from '../../lib/script.ts';
import { keys } from './keys.ts';
import { priceKeys } from './price.ts';
import retireLua from './retire.lua';
import { readProduct } from './store.ts';

type Retired = { retired_at: number } | { refused: 'product_unknown' };

const retireScript = /* @__PURE__ */ script<'products' | 'prices', { product_id: string; at: number }, Retired>(
  retireLua,
);

/** Retires a product, once; throws a 404 where there is none. */
export async function retireProduct(product_id: string, now: number): Promise<Product> {
  const outcome = await retireScript({ ...priceKeys(), products: keys.products() }, { product_id, at: now });
  if ('refused' in outcome) throw refuse(outcome.refused);
  return readProduct(product_id);
}
