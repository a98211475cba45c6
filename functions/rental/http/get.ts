import { rentalRoutes } from '../../../events/rental/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { limitOf } from '../limit.ts';
import { ownRental, seeRental } from '../store.ts';
import { readUsed } from '../used.ts';
import { view } from '../view.ts';

export const handler = serve(rentalRoutes.get, async ({ params, caller: { role, sub }, now }) => {
  const rental = ownRental(await seeRental(params.rental_id!), role === 'operator' ? undefined : sub);
  const isMetered = rental.state === 'active' && limitOf(rental) !== undefined;
  return uncached(view(rental, now, isMetered ? await readUsed(rental.rental_id) : undefined));
});
