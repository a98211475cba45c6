import { createServer } from 'node:http';
import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import sample from '../../../events/auth/triggers/claims.json';
import { handler } from '../../../functions/auth/cognito/claims.ts';
import { verify } from '../../../functions/auth/verify.ts';
import { onLoopback } from '../../../local/loopback.ts';

const CLIENT = '1example23456789';
const ISSUER = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE';
const SUB = '0b6c1f2e-6b1e-4a3c-9d53-2f8f0a4c7e11';

/** A pool: signs access tokens without an audience, as Cognito does, with what our function adds. */
let pool: { sign(claims: Record<string, string>): Promise<string>; close(): Promise<void> };
beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }] });
  const server = await onLoopback(createServer((_, response) => response.end(keys)));
  Object.assign(process.env, { TOKEN_JWKS_URL: server.url, TOKEN_ISSUER: ISSUER, TOKEN_AUDIENCE: CLIENT });
  pool = {
    close: server.close,
    sign: (claims) =>
      new SignJWT({ token_use: 'access', client_id: CLIENT, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'k' })
        .setIssuer(ISSUER)
        .setSubject(SUB)
        .setExpirationTime('1h')
        .sign(privateKey),
  };
});
afterAll(() => pool.close());

async function claimsOf(userName: string, groups: string[] | undefined, attributes: Record<string, string> = {}) {
  const event = {
    ...sample,
    userName,
    request: { ...sample.request, userAttributes: attributes, groupConfiguration: { groupsToOverride: groups } },
  } as unknown as PreTokenGenerationV2TriggerEvent;
  const { response } = await handler(event);
  return response.claimsAndScopeOverrideDetails.accessTokenGeneration!.claimsToAddOrOverride as Record<string, string>;
}

test.each([
  ['alice', ['rider'], { 'custom:phone_id': 'phone-7' }, { sub: SUB, role: 'rider', phone_id: 'phone-7' }],
  ['olga', ['operator'], { 'custom:phone_id': 'phone-7' }, { sub: SUB, role: 'operator' }],
  ['pat', ['partner', 'staff'], {}, { sub: SUB, role: 'partner' }],
  ['bike-1', ['device'], {}, { sub: 'bike-1', role: 'device' }],
  ['both', ['rider', 'operator'], {}, { sub: SUB, role: 'operator' }],
])('%s of the groups %j is let in as what they say', async (name, groups, attributes, expected) => {
  const { exp, ...identity } = (await verify(await pool.sign(await claimsOf(name, groups, attributes)))) as {
    exp: number;
  };
  expect(identity).toEqual(expected);
});

test('a user of no group has no role, and a token that was not customised no audience: both are refused', async () => {
  expect(await claimsOf('nobody', undefined)).toEqual({ aud: CLIENT });
  expect(await verify(await pool.sign(await claimsOf('nobody', [])))).toEqual({ refused: 'token_invalid' });
  expect(await verify(await pool.sign({ role: 'operator' }))).toEqual({ refused: 'token_invalid' });
});

test('nobody but a device is who its device_id says', async () => {
  const forged = await pool.sign({ aud: CLIENT, role: 'rider', device_id: 'bike-1' });
  expect(await verify(forged)).toMatchObject({ sub: SUB });
});

test('a device whose device_id is no text is refused, and not taken for its subject', async () => {
  const odd = await pool.sign({ aud: CLIENT, role: 'device', device_id: 5 as never });
  expect(await verify(odd)).toEqual({ refused: 'token_invalid' });
});
