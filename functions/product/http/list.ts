import { productRoutes } from '../../../events/product/routes.ts';
import { serve } from '../../../lib/http.ts';
import { readProducts } from '../store.ts';

export const handler = serve(productRoutes.list, async () => {
  const products = [...(await readProducts()).values()];
  return {
    headers: { 'cache-control': 'private, max-age=10' },
    body: { products: products.filter(({ retired_at }) => retired_at === undefined) },
  };
});
