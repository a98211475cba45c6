import { LRUCache } from 'lru-cache';
import type { Product } from '../../events/product/product.ts';
import { obtain } from '../../lib/obtain.ts';

/** Remembers what a function makes of a product, for each version as it was registered at that moment. */
export function perVersion<Made extends object>(make: (product: Product) => Made): (product: Product) => Made {
  const known = new LRUCache<string, Made>({ max: 1000 });
  return (product) => {
    const { product_id, version, registered_at } = product;
    return obtain<string, Made>(known, `${product_id} ${version} ${registered_at}`, () => make(product));
  };
}
