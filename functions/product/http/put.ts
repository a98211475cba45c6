import { productRoutes } from '../../../events/product/routes.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { parseModel } from '../parse.ts';
import { registerProduct } from '../register.ts';

export const handler = serve(
  productRoutes.put,
  async ({ params, body, now }) => {
    const { product, outcome } = await registerProduct(params.product_id!, body, now);
    if ('refused' in outcome) throw refuse(outcome.refused);
    return { status: outcome.created ? 201 : 200, body: product };
  },
  parseModel,
);
