import { generateKeyPair, SignJWT } from 'jose';
import { AUDIENCE, ISSUER, issue } from '../../local/aws/issuer.ts';
import { api } from '../harness/stack.ts';
import { registerVenue, venueBody } from '../harness/venue.ts';

const reasonOf = async (token: string | undefined, headers: Record<string, string> = {}) => {
  const { status, json } = await api('/v1/venues', { token, headers });
  return [status, json.reason];
};

test('a missing, expired, forged or foreign token is refused with its reason', async () => {
  expect(await reasonOf(undefined)).toEqual([401, undefined]); // the gateway itself
  expect(await reasonOf(undefined, { authorization: 'Basic abc' })).toEqual([401, 'token_missing']);
  expect(await reasonOf(await issue({ sub: 'a', role: 'partner' }, -10))).toEqual([401, 'token_expired']);
  expect(await reasonOf('a.b.c')).toEqual([401, 'token_invalid']);
  expect(await reasonOf(await issue({ sub: 'a', role: 'emperor' }))).toEqual([401, 'token_invalid']);

  const { privateKey } = await generateKeyPair('ES256');
  const forged = new SignJWT({ role: 'operator' }).setProtectedHeader({ alg: 'ES256' }).setSubject('a');
  const token = await forged.setIssuer(ISSUER).setAudience(AUDIENCE).setExpirationTime('1h').sign(privateKey);
  expect(await reasonOf(token)).toEqual([401, 'token_invalid']);

  const [header, payload, signature] = (await issue({ sub: 'a', role: 'partner' })).split('.');
  const promoted = JSON.stringify({ ...JSON.parse(Buffer.from(payload!, 'base64url').toString()), role: 'operator' });
  const tampered = [header, Buffer.from(promoted).toString('base64url'), signature].join('.');
  expect(await reasonOf(tampered)).toEqual([401, 'token_invalid']);
  const unsigned = [
    Buffer.from('{"alg":"none"}').toString('base64url'),
    Buffer.from(promoted).toString('base64url'),
    '',
  ];
  expect(await reasonOf(unsigned.join('.'))).toEqual([401, 'token_invalid']);
});

test('operators alone register venues and read rejections', async () => {
  const venue = await registerVenue();
  for (const role of ['partner', 'rider', 'device'] as const) {
    const put = await api(`/v1/venues/${venue}`, { role, method: 'PUT', body: venueBody() });
    const read = await api(`/v1/venues/${venue}/rejections`, { role });
    expect([put.status, put.json.reason, read.status]).toEqual([403, 'role_not_allowed', 403]);
    expect((await api(`/v1/venues/${venue}/heatmap`, { role })).status).toBe(200);
  }
});
