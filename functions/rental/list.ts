import { http } from '../../lib/http.ts';
import { parametersOf, wholeNumber } from '../../lib/parameters.ts';
import { readRentals } from './store.ts';
import { view } from './view.ts';

/** `GET /v1/rentals`: one's own, newest first; `before` a time (ms), `limit` of them. */
export const handler = http(['rider'], async (event, { sub }) => {
  const parameters = parametersOf(event);
  const now = Date.now();
  const before = wholeNumber(parameters, 'before', 0, Number.MAX_SAFE_INTEGER) ?? now + 1;
  const limit = wholeNumber(parameters, 'limit', 1, 100) ?? 20;
  const rentals = await readRentals(sub, before, limit);
  const next = rentals.length === limit ? { next: rentals.at(-1)!.requested_at } : {};
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: { rentals: rentals.map((rental) => view(rental, now)), ...next },
  };
});
