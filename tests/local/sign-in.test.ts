import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import { startIssuer } from '../../local/aws/issuer.ts';

const CONSOLE = 'http://127.0.0.1:8080';
let issuer: Awaited<ReturnType<typeof startIssuer>>;
beforeAll(async () => {
  issuer = await startIssuer(CONSOLE);
});
afterAll(() => issuer.close());

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

const authorize = (changes: Record<string, string> = {}) => {
  const query = new URLSearchParams({
    redirect_uri: `${CONSOLE}/`,
    code_challenge: challenge,
    login_hint: 'operator',
    state: 's1',
    ...changes,
  });
  return fetch(`${issuer.url}/authorize?${query}`, { redirect: 'manual' });
};

async function codeOf(changes: Record<string, string> = {}): Promise<string> {
  const { headers } = await authorize(changes);
  return new URL(headers.get('location')!).searchParams.get('code')!;
}

async function redeem(form: Record<string, string>) {
  const answer = await fetch(`${issuer.url}/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, json: await answer.json() };
}
const withCode = (code: string, changes: Record<string, string> = {}) =>
  redeem({
    grant_type: 'authorization_code',
    code,
    redirect_uri: `${CONSOLE}/`,
    code_verifier: verifier,
    ...changes,
  });

test.each([
  ['operator', { sub: 'operator', role: 'operator' }],
  ['rider', { sub: 'visitor', role: 'rider', phone_id: 'visitor-phone' }],
])('a code for a %s becomes a token of theirs', async (login_hint, claims) => {
  const { status, headers } = await authorize({ login_hint });
  expect(status).toBe(302);
  const back = new URL(headers.get('location')!);
  expect([back.origin, back.searchParams.get('state')]).toEqual([CONSOLE, 's1']);
  const { json } = await withCode(back.searchParams.get('code')!);
  expect(decodeJwt(json.access_token)).toMatchObject(claims);
});

test('a code is good once', async () => {
  const code = await codeOf();
  expect((await withCode(code)).status).toBe(200);
  expect((await withCode(code)).status).toBe(400);
});

test('a code is good for a minute', async () => {
  const codes = [await codeOf(), await codeOf()];
  const now = Date.now();
  const clock = jest.spyOn(Date, 'now');
  clock.mockReturnValue(now + 55_000);
  expect((await withCode(codes[0]!)).status).toBe(200);
  clock.mockReturnValue(now + 61_000);
  expect((await withCode(codes[1]!)).status).toBe(400);
  clock.mockRestore();
});

test.each([
  ['another verifier', { code_verifier: 'x'.repeat(43) }],
  ['another address', { redirect_uri: `${CONSOLE}/elsewhere` }],
])('a code is worth nothing with %s', async (_, changes) => {
  expect(await withCode(await codeOf(), changes)).toEqual({ status: 400, json: { error: 'invalid_grant' } });
});

test('codes go to the console and nowhere else', async () => {
  for (const redirect_uri of [
    'http://127.0.0.1:9999/',
    'https://example.com/',
    'nonsense',
    `${CONSOLE}@example.com/`,
  ]) {
    const { status, headers } = await authorize({ redirect_uri });
    expect([redirect_uri, status, headers.get('location')]).toEqual([redirect_uri, 400, null]);
  }
  const { headers } = await fetch(`${issuer.url}/.well-known/openid-configuration`);
  expect(headers.get('access-control-allow-origin')).toBe(CONSOLE);
});

test('who does not say as whom is asked, and nothing of the address becomes HTML', async () => {
  const answer = await authorize({ login_hint: '', state: '"><script>alert(1)</script>' });
  const page = await answer.text();
  expect(page.match(/<a /g)).toHaveLength(3);
  expect(page).not.toContain('<script>');
});

test('a refresh token is good for one more', async () => {
  const { json } = await withCode(await codeOf({ login_hint: 'partner' }));
  const refresh = () => redeem({ grant_type: 'refresh_token', refresh_token: json.refresh_token });
  const again = await refresh();
  expect(decodeJwt(again.json.access_token)).toMatchObject({ role: 'partner' });
  expect((await refresh()).status).toBe(400);
});
