import { ALL_ROUTES } from '../../events/routes.ts';
import { issue } from '../../local/aws/issuer.ts';
import { api } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';

/** Every route that asks for a token, as [method, path]. */
const ROUTES = ALL_ROUTES.flatMap(({ method, path, roles }): [string, string][] =>
  roles === 'anyone' ? [] : [[method, path]],
);
const filled = (path: string, id: string) => path.replaceAll(/\{\w+\}/g, encodeURIComponent(id));

test('there are routes to try', () => expect(ROUTES.length).toBeGreaterThan(15));

test.each(ROUTES)('%s %s is closed without a token, and to a forged one', async (method, path) => {
  for (const token of [undefined, 'a.b.c']) {
    const { status, json } = await api(filled(path, 'x'), { method, token });
    expect([status, json.reason]).toEqual([401, token && 'token_invalid']);
  }
});

test('an id that looks like the key of something else is an id like any other', async () => {
  const known = unique('account');
  const body = { currency: 'CNY' };
  await api(`/v1/accounts/${known}`, { role: 'operator', method: 'PUT', body });
  const credit = (id: string, key: string) =>
    api(`/v1/accounts/${encodeURIComponent(id)}/credits`, {
      ...{ role: 'operator' as const, method: 'POST', body: { amount: 5 }, headers: { 'idempotency-key': key } },
    });
  expect((await credit(known, 'b:c')).status).toBe(200);
  for (const id of [`${known}:ledger`, `${known}:b`])
    expect((await credit(id, 'c')).json.reason).toBe('account_unknown');
  const token = await issue({ sub: `${known}:ledger`, role: 'rider', phone_id: 'p' });
  expect((await api('/v1/account', { token })).json.reason).toBe('account_unknown');
  expect((await api('/v1/rentals', { token })).json.rentals).toEqual([]);
});
