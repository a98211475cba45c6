import { rentalRoutes } from '../../../events/rental/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import type { Page } from '../../../lib/page.ts';
import { serveEach } from '../../../lib/serve-each.ts';
import { keys } from '../keys.ts';
import { readRentals } from '../store.ts';
import { view } from '../view.ts';

const { list: own, listOfDevice, listOfAccount } = rentalRoutes;

export const handler = serveEach(
  serve(own, ({ caller, query, now }) => page(keys.rentals(caller.sub), query, now)),
  serve(listOfDevice, ({ params, query, now }) => page(keys.device_rentals(params.device_id!), query, now)),
  serve(listOfAccount, ({ params, query, now }) => page(keys.rentals(params.account_id!), query, now)),
);

async function page(list: string, query: Page, now: number) {
  const { rentals, next } = await readRentals(list, query);
  return uncached({ rentals: rentals.map((rental) => view(rental, now)), next });
}
