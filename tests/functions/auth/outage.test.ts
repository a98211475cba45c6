import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AUDIENCE, ISSUER, issue } from '../../../local/aws/issuer.ts';

let server: Server | undefined;
afterEach(() => server?.close());

async function verifyAgainst(status: number, body: string) {
  server = createServer((_, response) => void response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    TOKEN_JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    TOKEN_ISSUER: ISSUER,
    TOKEN_AUDIENCE: AUDIENCE,
  });
  jest.resetModules();
  const { verify } = await import('../../../functions/auth/verify.ts');
  return verify(await issue({ sub: 'bike', role: 'device' }));
}

test.each([
  ['that fails', 500, '{}'],
  ['that answers no JSON', 200, '<html>'],
  ['that answers no key set', 200, '{"keys":1}'],
])('an issuer %s is an outage, and makes no token a forged one', async (_, status, body) => {
  await expect(verifyAgainst(status, body)).rejects.toThrow();
});

test('a token whose key the issuer has not is forged', async () => {
  expect(await verifyAgainst(200, '{"keys":[]}')).toEqual({ refused: 'token_invalid' });
});
