import { productRoutes } from '../../../events/product/routes.ts';
import { serve } from '../../../lib/http.ts';
import { readProduct } from '../store.ts';

export const handler = serve(productRoutes.get, async ({ params }) => ({
  body: await readProduct(params.product_id!),
}));
