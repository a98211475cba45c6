import { productRoutes } from '../../../events/product/routes.ts';
import { serve } from '../../../lib/http.ts';
import { readProduct, readTariffs } from '../store.ts';

export const handler = serve(productRoutes.tariffs, async ({ params }) => {
  const { product_id } = await readProduct(params.product_id!);
  return { body: { product_id, tariffs: await readTariffs(product_id) } };
});
