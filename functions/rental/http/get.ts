import { rentalRoutes } from '../../../events/rental/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { rentalOf } from '../store.ts';
import { view } from '../view.ts';

export const handler = serve(rentalRoutes.get, async ({ params, caller: { role, sub }, now }) => {
  const rental = await rentalOf(params.rental_id!, role === 'operator' ? undefined : sub);
  return uncached(view(rental, now));
});
