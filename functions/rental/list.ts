import { http } from '../../lib/http.ts';
import { pageOf } from '../../lib/page.ts';
import { parametersOf } from '../../lib/parameters.ts';
import { readRentals } from './store.ts';
import { view } from './view.ts';

/** `GET /v1/rentals`: a page of one's own, newest first. */
export const handler = http(['rider'], async (event, { sub }) => {
  const now = Date.now();
  const { rentals, next } = await readRentals(sub, pageOf(parametersOf(event)));
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: { rentals: rentals.map((rental) => view(rental, now)), next },
  };
});
