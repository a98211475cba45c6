import { handler as list } from '../../../functions/rental/http/list.ts';
import { call } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, newDevice, newRider, release, rented, SECOND } from './doors.ts';

withRedis();
withBroker();

const T0 = Date.now();
beforeEach(() => clockIs(T0));

test("a rider's rentals are paged newest first, and one that begins meanwhile shifts no page", async () => {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const ids: string[] = [];
  const rentOnce = async () => {
    clockIs(T0 + ids.length * SECOND);
    const rental = await rented(rider, bike);
    await release(rider, rental);
    ids.push(rental.rental_id);
  };
  const page = async (query: Record<string, string> = {}) => {
    const { json } = await call(list, { query: { limit: '2', ...query }, caller: rider });
    return [json.rentals.map(({ rental_id }: { rental_id: string }) => rental_id), json.next];
  };
  expect(await page()).toEqual([[], undefined]);
  for (let i = 0; i < 3; i++) await rentOnce();
  expect(await page()).toEqual([[ids[2], ids[1]], 1]);
  await rentOnce();
  expect(await page({ before: '1' })).toEqual([[ids[0]], undefined]);
});

test('the list shows each rental as it is seen at this moment, and is kept by nobody', async () => {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const { rental_id } = await rented(rider, bike);
  await rented(await newRider(), await newDevice('bike')); // another's
  clockIs(T0 + 10 * SECOND);
  const { headers, json } = await call(list, { caller: rider });
  expect(headers['cache-control']).toBe('no-store');
  expect(json).toEqual({ rentals: [expect.objectContaining({ rental_id, state: 'cancelled', reason: 'no_answer' })] });
});
