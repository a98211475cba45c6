import { accountRoutes } from '../../../events/account/routes.ts';
import { handler as get } from '../../../functions/account/http/get.ts';
import { redis } from '../../../lib/redis.ts';
import { call } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { account as accountOf, credit, put, statement } from './doors.ts';

withRedis();

test('an account begins with no money, and may have one rental at once', async () => {
  const id = unique('rider');
  const account = {
    account_id: id,
    currency: 'CNY',
    blocked: false,
    max_rentals: 1,
    balance: 0,
    held: 0,
    outstanding: 0,
  };
  expect(await put(id)).toMatchObject({ status: 200, json: account });
  const { status, headers, json } = await statement(id);
  expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
  expect(json).toEqual({ ...account, ledger: [] });
});

test('what an account may can be changed, and its money is not touched', async () => {
  const id = unique('rider');
  await put(id);
  await credit(id, 700, 'k');
  const { json } = await put(id, { currency: 'CNY', blocked: true, max_rentals: 3 });
  expect(json).toEqual({
    account_id: id,
    currency: 'CNY',
    blocked: true,
    max_rentals: 3,
    balance: 700,
    held: 0,
    outstanding: 0,
  });
});

test('what is left out of an account stays as it was', async () => {
  const id = unique('rider');
  await put(id, { currency: 'CNY', max_rentals: 3 });
  expect((await put(id, { currency: 'CNY', blocked: true })).json).toMatchObject({ blocked: true, max_rentals: 3 });
  expect((await put(id)).json).toMatchObject({ blocked: true, max_rentals: 3 });
  expect((await put(id, { currency: 'CNY', blocked: false })).json).toMatchObject({ blocked: false, max_rentals: 3 });
  expect((await put(id, { currency: 'CNY', max_rentals: 0 })).json).toMatchObject({ max_rentals: 0 });
});

test('an account that nobody registered is unknown, and a credit does not make it', async () => {
  const id = unique('nobody');
  expect(await statement(id)).toMatchObject({ status: 404, json: { reason: 'account_unknown' } });
  expect(await credit(id, 500, 'k')).toMatchObject({ status: 404, json: { reason: 'account_unknown' } });
  expect(await redis().keys('*nobody*')).toEqual([]);
  await put(id);
  expect(await credit(id, 500, 'k')).toMatchObject({ status: 200, json: { balance: 500 } });
});

test('what is added while the ledger is read shifts no page', async () => {
  const id = unique('rider');
  await put(id);
  for (const amount of [1, 2, 3, 4, 5]) await credit(id, amount, `k${amount}`);
  const page = async (query: Record<string, string> = {}) => {
    const { ledger, balance, next } = (await statement(id, { limit: '2', ...query })).json;
    return [ledger.map(({ amount }: { amount: number }) => amount), balance, next];
  };
  expect(await page()).toEqual([[5, 4], 15, 3]);
  await credit(id, 6, 'k6');
  expect(await page({ before: '3' })).toEqual([[3, 2], 21, 1]);
  expect(await page({ before: '1' })).toEqual([[1], 21, undefined]);
});

test('an account keeps its currency', async () => {
  const id = unique('account');
  await put(id, { currency: 'CNY', max_rentals: 2 });
  expect(await put(id, { currency: 'EUR' })).toMatchObject({ status: 409, json: { reason: 'currency_fixed' } });
  const { json } = await put(id, { currency: 'CNY', max_rentals: 3 });
  expect(json).toMatchObject({ currency: 'CNY', max_rentals: 3 });
});

test('an operator sees any account, and its ledger in pages; a rider only its own', async () => {
  const id = unique('rider');
  expect(await accountOf(id)).toMatchObject({ status: 404, json: { reason: 'account_unknown' } });
  await put(id);
  for (const amount of [100, 200, 300]) await credit(id, amount, `k${amount}`);
  expect((await accountOf(id)).json).toEqual((await statement(id)).json);
  const { json } = await accountOf(id, { limit: '1', before: '2' });
  expect(json).toMatchObject({ account_id: id, balance: 600, ledger: [{ amount: 200 }], next: 1 });
  const other = { route: accountRoutes.getAny, path: { account_id: id } };
  expect((await call(get, { ...other, caller: { sub: 'another', role: 'rider' } })).status).toBe(403);
});
