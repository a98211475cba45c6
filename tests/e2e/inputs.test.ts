import fc from 'fast-check';
import { ROUTES as DECLARED } from '../../events/routes.ts';
import { issue } from '../../local/aws/issuer.ts';
import { api, type Role } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';

/** Every route that asks for a token, as [method, path]. */
const ROUTES = Object.values(DECLARED)
  .flatMap((routes) => Object.values(routes))
  .flatMap(({ method, path, roles }): [string, string][] => (roles === 'anyone' ? [] : [[method, path]]));
const filled = (path: string, id: string) => path.replaceAll(/\{\w+\}/g, encodeURIComponent(id));

test('there are routes to try', () => expect(ROUTES.length).toBeGreaterThan(15));

test.each(ROUTES)('%s %s is closed without a token, and to a forged one', async (method, path) => {
  for (const token of [undefined, 'a.b.c']) {
    const { status, json } = await api(filled(path, 'x'), { method, token });
    expect([status, json.reason]).toEqual([401, token ? 'token_invalid' : 'token_missing']);
  }
});

const BODIES: unknown[] = [
  undefined,
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '42',
  {},
  { code: 5 },
  { code: 'x', phone_id: {} },
  { amount: 1.5 },
  { amount: -1 },
  { amount: 1e300 },
  { currency: 'XXX' },
  { kind: '__proto__' },
  { account_id: '../../etc' },
  { floors: { length: 1 } },
  `{"floors":${'['.repeat(5000)}${']'.repeat(5000)}}`,
  { name: 'x'.repeat(300_000) },
];
const IDS = ['x', '__proto__', 'a b', '%00', 'ä', 'x'.repeat(300), unique('none')];
const ROLES: Role[] = ['operator', 'partner', 'rider', 'device'];

test.each(ROUTES)(
  '%s %s answers whatever it gets with less than 500, and a reason if it refuses',
  async (method, path) => {
    const hasBody = method !== 'GET';
    const attempts = ROLES.flatMap((role) =>
      hasBody
        ? BODIES.map((body, i) => ({ role, id: IDS[i % IDS.length]!, body }))
        : IDS.map((id) => ({ role, id, body: undefined })),
    );
    for (const { role, id, body } of attempts) {
      const headers = { 'idempotency-key': unique('key') };
      const { status, json, text } = await api(filled(path, id), { role, method, body, headers });
      if (status >= 400) expect([status, text, json?.reason]).toEqual([expect.any(Number), text, expect.any(String)]);
      expect([status < 500, path, body, id]).toEqual([true, path, body, id]);
    }
  },
);

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

test('no query can make a reading route fail', async () => {
  const paths = ROUTES.filter(([method]) => method === 'GET').map(([, path]) => filled(path, 'x'));
  const names = [
    'near',
    'radius',
    'kind',
    'limit',
    'before',
    'top',
    'from',
    'to',
    'window',
    'metric',
    'resolution',
    'floor',
  ];
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.integer().map(String),
    fc.constantFrom('', '1,2', 'NaN', '1e999', '-1'),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.dictionary(fc.constantFrom(...names), value),
      fc.constantFrom(...ROLES),
      async (path, query, role) => {
        const { status } = await api(`${path}?${new URLSearchParams(query)}`, { role });
        expect(status).toBeLessThan(500);
      },
    ),
    { numRuns: 150 },
  );
});
