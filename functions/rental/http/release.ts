import { rentalRoutes } from '../../../events/rental/routes.ts';
import { serve } from '../../../lib/http.ts';
import { release } from '../end.ts';
import { rentalOf } from '../store.ts';
import { view } from '../view.ts';

export const handler = serve(rentalRoutes.release, async ({ params, caller: { role, sub }, now }) => {
  const isOperator = role === 'operator';
  const rental = await rentalOf(params.rental_id!, isOperator ? undefined : sub);
  return { body: view(await release(rental, isOperator ? 'released_by_operator' : 'released', now), now) };
});
