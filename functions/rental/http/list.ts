import { rentalRoutes } from '../../../events/rental/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { readRentals } from '../store.ts';
import { view } from '../view.ts';

export const handler = serve(rentalRoutes.list, async ({ caller, query, now }) => {
  const { rentals, next } = await readRentals(caller.sub, query);
  return uncached({ rentals: rentals.map((rental) => view(rental, now)), next });
});
