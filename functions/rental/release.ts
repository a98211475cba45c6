import { http, pathParameter } from '../../lib/http.ts';
import { release, rentalOf } from './end.ts';
import { view } from './view.ts';

/** `POST /v1/rentals/{rental_id}/release`: ends one's rental, or any as an operator; repeating it changes nothing. */
export const handler = http(['rider', 'operator'], async (event, { role, sub }) => {
  const now = Date.now();
  const rental = await rentalOf(pathParameter(event, 'rental_id'), role === 'operator' ? undefined : sub);
  const reason = role === 'operator' ? 'released_by_operator' : 'released';
  return { status: 200, body: view(await release(rental, reason, now), now) };
});
