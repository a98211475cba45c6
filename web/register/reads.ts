import { ask } from '../talk/api.ts';
import { usePoll } from '../talk/poll.ts';

/** Products come and go by hand. */
const ONCE = Number.POSITIVE_INFINITY;

/** The products that a device may be of; `again` reads them once more. */
export const useProducts = () =>
  usePoll(async () => (await ask('console', (client) => client.GET('/v1/products'))).products, ONCE, []);

/** What people call a product. */
export const titleOf = ({ product_id, thing }: { product_id: string; thing: { title: string } }): string =>
  `${thing.title} (${product_id})`;
