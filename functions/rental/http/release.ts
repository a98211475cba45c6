import { rentalRoutes } from '../../../events/rental/routes.ts';
import { serve } from '../../../lib/http.ts';
import { release } from '../end.ts';
import { ownRental, readRental } from '../store.ts';
import { view } from '../view.ts';

export const handler = serve(rentalRoutes.release, async ({ params, caller: { role, sub }, now }) => {
  const isOperator = role === 'operator';
  const rental = ownRental(await readRental(params.rental_id!), isOperator ? undefined : sub);
  return { body: view(await release(rental, isOperator ? 'released_by_operator' : 'released', now), now) };
});
