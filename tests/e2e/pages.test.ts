import { connectedDevice, rider } from '../harness/rental.ts';
import { api } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';

test('what is added while the ledger is read shifts no page', async () => {
  const alice = await rider(0);
  const credit = (amount: number) => {
    const headers = { 'idempotency-key': unique('key') };
    const path = `/v1/accounts/${alice.account}/credits`;
    return api(path, { role: 'operator', method: 'POST', body: { amount }, headers });
  };
  for (let amount = 1; amount <= 5; amount++) await credit(amount);

  const page = async (query: string) => {
    const { ledger, balance, next } = (await alice.call(`/v1/account?limit=2${query}`)).json;
    return [ledger.map(({ amount }: { amount: number }) => amount), balance, next];
  };
  expect(await page('')).toEqual([[5, 4], 15, 3]);
  await credit(6);
  expect(await page('&before=3')).toEqual([[3, 2], 21, 1]);
  expect(await page('&before=1')).toEqual([[1], 21, undefined]);
  expect(await page('')).toEqual([[6, 5], 21, 4]);
  expect((await alice.call('/v1/account?limit=6')).json.next).toBeUndefined();
});

test('rentals are paged the same way, newest first', async () => {
  const [bike, alice] = [await connectedDevice(), await rider()];
  const ids: string[] = [];
  const rent = async () => {
    const { rental_id } = (await alice.rent(bike.code)).json;
    await alice.release(rental_id);
    ids.unshift(rental_id);
  };
  for (let i = 0; i < 3; i++) await rent();

  const page = async (query: string) => {
    const { rentals, next } = (await alice.call(`/v1/rentals?limit=2${query}`)).json;
    return [rentals.map(({ rental_id }: { rental_id: string }) => rental_id), next];
  };
  const [third, second, first] = ids;
  expect(await page('')).toEqual([[third, second], 1]);
  await rent();
  expect(await page('&before=1')).toEqual([[first], undefined]);
});

test.each(['0', '-1', '1.5', 'x', ''])('a page before %p is refused', async (before) => {
  const alice = await rider(0);
  for (const path of ['/v1/account', '/v1/rentals']) {
    const { status, json } = await alice.call(`${path}?before=${before}`);
    expect([status, json.reason]).toEqual([400, 'invalid_before']);
  }
});
