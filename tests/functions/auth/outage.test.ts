import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AUDIENCE, ISSUER, issue, startIssuer } from '../../../local/aws/issuer.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** In the place of a status: it takes the request and says nothing. */
const SILENT = 0;

let server: Server | undefined;
afterEach(() => {
  jest.useRealTimers();
  server?.close();
});

let answer: { status: number; body: string };
let asked: number;

/** The issuer answers as told. */
async function verifier(status: number, body: string) {
  [answer, asked] = [{ status, body }, 0];
  server = createServer((_, response) => {
    asked += 1;
    if (answer.status !== SILENT) response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    TOKEN_JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    TOKEN_ISSUER: ISSUER,
    TOKEN_AUDIENCE: AUDIENCE,
  });
  jest.resetModules();
  const { verify } = await import('../../../functions/auth/verify.ts');
  return async () => verify(await issue({ sub: 'bike', role: 'device' }));
}
const verifyAgainst = async (status: number, body: string) => (await verifier(status, body))();

test.each([
  ['that fails', 500, '{}'],
  ['that answers no JSON', 200, '<html>'],
  ['that answers no key set', 200, '{"keys":1}'],
  ['that says nothing', SILENT, ''],
])('an issuer %s is an outage, and makes no token a forged one', async (_, status, body) => {
  await expect(verifyAgainst(status, body)).rejects.toThrow();
});

test('a token whose key the issuer has not is forged', async () => {
  expect(await verifyAgainst(200, '{"keys":[]}')).toEqual({ refused: 'token_invalid' });
});

test('while the issuer is away its last keys serve on, and it is asked every half minute', async () => {
  const real = await startIssuer();
  const verify = await verifier(200, await (await fetch(real.jwksUrl)).text());
  await real.close();
  const later = (ms: number) =>
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'setTimeout', 'clearTimeout', 'setImmediate', 'queueMicrotask'],
      now: start + ms,
    });
  const start = Date.now();
  const bike = { sub: 'bike', role: 'device', exp: expect.any(Number) };
  expect(await verify()).toEqual(bike);
  const keys = answer.body;
  answer = { status: 500, body: '' };
  later(10 * MINUTE - SECOND);
  expect([await verify(), asked]).toEqual([bike, 1]);
  later(10 * MINUTE + SECOND);
  expect([await verify(), asked]).toEqual([bike, 2]);
  later(10 * MINUTE + 20 * SECOND);
  expect([await verify(), asked]).toEqual([bike, 2]);
  later(10 * MINUTE + 40 * SECOND);
  expect([await verify(), asked]).toEqual([bike, 3]);
  answer = { status: 200, body: '{"keys":[]}' }; // it is back, with other keys
  later(12 * MINUTE);
  expect(await verify()).toEqual({ refused: 'token_invalid' });
  answer = { status: 200, body: keys };
  later(13 * MINUTE);
  expect(await verify()).toEqual(bike);
});
