import { productRoutes } from '../../../events/product/routes.ts';
import { serve } from '../../../lib/http.ts';
import { retireProduct } from '../retire.ts';

export const handler = serve(productRoutes.retire, async ({ params, now }) => ({
  body: await retireProduct(params.product_id!, now),
}));
