import { rentalRoutes } from '../../../events/rental/routes.ts';
import { handler as list } from '../../../functions/rental/http/list.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, newDevice, newRider, release, rented, SECOND } from './doors.ts';

withRedis();
withBroker();

const route = rentalRoutes.list;
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
    const { json } = await call(list, { route, query: { limit: '2', ...query }, caller: rider });
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
  const { headers, json } = await call(list, { route, caller: rider });
  expect(headers['cache-control']).toBe('no-store');
  expect(json).toEqual({ rentals: [expect.objectContaining({ rental_id, state: 'cancelled', reason: 'no_answer' })] });
});

describe('an operator', () => {
  const idsIn = (rentals: { rental_id: string }[]) => rentals.map(({ rental_id }) => rental_id);

  test("sees a device's rentals of all accounts, newest first, the one that runs among them, in pages", async () => {
    const [bike, riders] = [await newDevice('bike'), [await newRider(), await newRider()]];
    const ids: string[] = [];
    for (const [i, rider] of riders.entries()) {
      clockIs(T0 + i * SECOND);
      const rental = await rented(rider, bike);
      if (i === 0) await release(rider, rental);
      ids.unshift(rental.rental_id);
    }
    await rented(await newRider(), await newDevice('bike')); // another's
    const page = async (query: Record<string, string> = {}) => {
      const of = { route: rentalRoutes.listOfDevice, path: { device_id: bike.id }, query, caller: OPERATOR };
      return (await call(list, of)).json;
    };
    const all = await page();
    expect([idsIn(all.rentals), all.next]).toEqual([ids, undefined]);
    expect(all.rentals).toMatchObject([
      { state: 'requested', account_id: riders[1]!.sub },
      { state: 'cancelled', account_id: riders[0]!.sub },
    ]);
    const first = await page({ limit: '1' });
    const second = await page({ limit: '1', before: String(first.next) });
    expect([first, second].map(({ rentals }) => idsIn(rentals))).toEqual([[ids[0]], [ids[1]]]);
  });

  test("sees an account's rentals; where there were none, an empty list", async () => {
    const rider = await newRider();
    const of = async (account_id: string) =>
      (await call(list, { route: rentalRoutes.listOfAccount, path: { account_id }, caller: OPERATOR })).json;
    expect(await of(rider.sub)).toEqual({ rentals: [] });
    const { rental_id } = await rented(rider, await newDevice('bike'));
    expect(idsIn((await of(rider.sub)).rentals)).toEqual([rental_id]);
    const device = { route: rentalRoutes.listOfDevice, path: { device_id: 'never-seen' }, caller: OPERATOR };
    expect((await call(list, device)).json).toEqual({ rentals: [] });
  });

  test.each([rentalRoutes.listOfDevice, rentalRoutes.listOfAccount])('alone may ask %j', async (any) => {
    const path = { device_id: 'bike-1', account_id: 'alice' };
    expect((await call(list, { route: any, path, caller: await newRider() })).status).toBe(403);
  });
});
