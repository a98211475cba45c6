import { RentBody } from '../../../events/rental/rental.ts';
import { rentalRoutes } from '../../../events/rental/routes.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { rent } from '../rent.ts';
import { view } from '../view.ts';

export const handler = serve(
  rentalRoutes.create,
  async ({ caller: { sub, phone_id }, body, idempotencyKey, now }) => {
    const rental = await rent({ account: sub, phone: phone_id }, body, idempotencyKey, now);
    return { status: 201, headers: { location: `/v1/rentals/${rental.rental_id}` }, body: view(rental, now) };
  },
  shape(RentBody),
);
