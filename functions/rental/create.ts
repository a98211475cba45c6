import { idempotencyKey } from '../../lib/fingerprint.ts';
import { http, jsonBody } from '../../lib/http.ts';
import { rent } from './rent.ts';
import { view } from './view.ts';

/** `POST /v1/rentals`: scan and rent. */
export const handler = http(['rider'], async (event, { sub, phone_id }) => {
  const now = Date.now();
  const rental = await rent({ account: sub, phone: phone_id }, jsonBody(event), idempotencyKey(event.headers), now);
  return { status: 201, headers: { location: `/v1/rentals/${rental.rental_id}` }, body: view(rental, now) };
});
