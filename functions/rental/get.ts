import { http, pathParameter } from '../../lib/http.ts';
import { rentalOf } from './end.ts';
import { view } from './view.ts';

/** `GET /v1/rentals/{rental_id}`: one's own, or any as an operator. */
export const handler = http(['rider', 'operator'], async (event, { role, sub }) => {
  const rental = await rentalOf(pathParameter(event, 'rental_id'), role === 'operator' ? undefined : sub);
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: view(rental, Date.now()) };
});
