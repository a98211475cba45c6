import { LRUCache } from 'lru-cache';
import type { Product } from '../../events/product/product.ts';
import { refuse } from '../../lib/errors.ts';
import { SECOND } from '../../lib/time.ts';
import { readProducts } from './store.ts';

type Products = ReadonlyMap<string, Product>;

/** A change of a product counts after this long at the latest; one that is not known is looked up every time. */
const known = /* @__PURE__ */ new LRUCache<'all', Products>({
  max: 1,
  ttl: 10 * SECOND,
  fetchMethod: () => readProducts(),
});

/** Every product by id, retired ones too; at most ten seconds old, and anew where one of `ids` is missing. */
export async function productsNow(ids: Iterable<string> = []): Promise<Products> {
  const products = (await known.fetch('all'))!;
  const isComplete = [...ids].every((id) => products.has(id));
  return isComplete ? products : (await known.fetch('all', { forceRefresh: true }))!;
}

/** A product of which devices can be registered; throws a Problem where it is not there or retired. */
export async function productOf(id: string): Promise<Product> {
  const product = (await productsNow([id])).get(id);
  if (!product || product.retired_at !== undefined) throw refuse('product_unknown');
  return product;
}

/** The products that can be rented. */
export const rentedProducts = async (): Promise<Product[]> =>
  [...(await productsNow()).values()].filter(
    ({ thing, retired_at }) => thing['skein:rental'] && retired_at === undefined,
  );
