import type { APIGatewayRequestAuthorizerEventV2, IoTCustomAuthorizerEvent } from 'aws-lambda';
import { accountOfPhone } from '../../../functions/account/index.ts';
import { keys } from '../../../functions/account/keys.ts';
import { handler as identify } from '../../../functions/auth/http/identify.ts';
import { handler as admit } from '../../../functions/auth/mqtt/admit.ts';
import { keyOf } from '../../../functions/device/key.ts';
import { changeOwner } from '../../../functions/device/owners.ts';
import { redis } from '../../../lib/redis.ts';
import { AUDIENCE, ISSUER, issue, startIssuer } from '../../../local/aws/issuer.ts';
import { CODE_KEYS } from '../../harness/aws.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { connection, newDevice, register } from '../device/doors.ts';

withRedis();
let issuer: Awaited<ReturnType<typeof startIssuer>>;
beforeAll(async () => {
  issuer = await startIssuer();
  Object.assign(process.env, {
    TOKEN_JWKS_URL: issuer.jwksUrl,
    TOKEN_ISSUER: ISSUER,
    TOKEN_AUDIENCE: AUDIENCE,
    IOT_ARN: 'arn:aws:iot:us-east-1:123456789012',
  });
});
afterAll(() => issuer.close());

const ask = async (headers: Record<string, string> | undefined) => {
  const { isAuthorized, context } = await identify({ headers } as unknown as APIGatewayRequestAuthorizerEventV2);
  expect(isAuthorized).toBe(true); // the route itself refuses, with a reason
  return context;
};
const connect = (clientId: string | undefined, token: string | undefined) => {
  const password = token && Buffer.from(token).toString('base64');
  return admit({ protocolData: { mqtt: { clientId, password } } } as unknown as IoTCustomAuthorizerEvent);
};
const REFUSED = {
  isAuthenticated: false,
  principalId: 'nobody',
  disconnectAfterInSeconds: 300,
  refreshAfterInSeconds: 300,
  policyDocuments: [],
};

test('over HTTP a token is a subject, a role and a phone, however the header is spelled', async () => {
  const token = await issue({ sub: 'alice', role: 'rider', phone_id: 'phone' });
  const alice = { sub: 'alice', role: 'rider', phone_id: 'phone', exp: expect.any(Number) };
  expect(await ask({ authorization: `Bearer ${token}` })).toEqual(alice);
  expect(await ask({ Authorization: `bearer  ${token}` })).toEqual(alice);
});

test.each([undefined, {}, { authorization: '' }, { authorization: 'Basic abc' }, { authorization: 'Bearer a b' }])(
  'with headers %j there is no token',
  async (headers) => {
    expect(await ask(headers as Record<string, string>)).toEqual({ refused: 'token_missing' });
  },
);

test('a token that is over, of an unknown role, or no token at all, is told apart', async () => {
  const bearer = async (token: string) => ask({ authorization: `Bearer ${token}` });
  expect(await bearer(await issue({ sub: 'a', role: 'rider' }, -60))).toEqual({ refused: 'token_expired' });
  expect(await bearer(await issue({ sub: 'a', role: 'king' }))).toEqual({ refused: 'token_invalid' });

  expect(await bearer('forged')).toEqual({ refused: 'token_invalid' });
  process.env.TOKEN_ISSUER = 'https://another.example.com';
  expect(await bearer(await issue({ sub: 'a', role: 'rider' }))).toEqual({ refused: 'token_invalid' });
  process.env.TOKEN_ISSUER = ISSUER;
});

test.each([
  ['a number', 5],
  ['an object', { a: 1 }],
  ['nothing', null],
  ['empty', ''],
  ['half a character', 'a\ud800'],
  ['two lines', 'a\nb'],
  ['longer than any issuer makes it', 'x'.repeat(256)],
])('a token whose subject is %s is refused', async (_, sub) => {
  for (const role of ['operator', 'rider', 'device']) {
    expect(await ask({ authorization: `Bearer ${await issue({ sub, role } as never)}` })).toEqual({
      refused: 'token_invalid',
    });
  }
});

test.each(['alice@example.com', 'auth0|5f7c', 'Jörg Müller', '利用者', 'x'.repeat(255)])(
  '%j may be a subject',
  async (sub) => {
    expect(await ask({ authorization: `Bearer ${await issue({ sub, role: 'operator' })}` })).toMatchObject({ sub });
  },
);

test('a client is admitted as the one that its token is for, and asked again every five minutes', async () => {
  const { policyDocuments, ...rest } = await connect('bike', await issue({ sub: 'bike', role: 'device' }));
  expect(rest).toMatchObject({
    isAuthenticated: true,
    principalId: Buffer.from('bike').toString('hex'),
    refreshAfterInSeconds: 300,
  });
  expect(policyDocuments).toHaveLength(1);
});

test('who is not the one that its token is for is refused', async () => {
  const device = await issue({ sub: 'bike', role: 'device' });
  const rider = await issue({ sub: 'alice', role: 'rider', phone_id: 'phone' });
  const [partner, long] = [await issue({ sub: 'p', role: 'partner' }), 'x'.repeat(65)];
  for (const [clientId, token] of [
    ['another', device],
    [undefined, device],
    ['bike', undefined],
    ['alice', rider],
    ['p', partner],
    ['phone', rider],
    ['phone:alice', rider],
    ['operator:bike', device],
    ['phone:phone', await issue({ sub: long, role: 'rider', phone_id: 'phone' })],
  ]) {
    expect(await connect(clientId, token)).toEqual(REFUSED);
  }
  expect(await admit({ protocolData: {} } as IoTCustomAuthorizerEvent)).toEqual(REFUSED);
  const most = await issue({ sub: 'x'.repeat(64), role: 'rider', phone_id: 'phone' });
  expect((await connect('phone:phone', most)).isAuthenticated).toBe(true);
});

test("a rider's phone reads the devices of its account; nobody else does by the same name", async () => {
  const [id, lent] = [await newDevice(), await newDevice()];
  await changeOwner(id, 'alice', 'owner', undefined);
  await changeOwner(lent, 'alice', 'guest', undefined);
  const documents = async (role: string, clientId: string) =>
    JSON.stringify((await connect(clientId, await issue({ sub: 'alice', role, phone_id: 'phone' }))).policyDocuments);
  const read = await documents('rider', 'phone:phone');
  expect(read).toContain(`devices/${id}/*`);
  expect(read).toContain(`devices/${lent}/properties/*`);
  expect(await documents('device', 'alice')).not.toContain(id);
});

test('a device connects with its key, until it is given another one', async () => {
  const [id, other] = [unique('device'), unique('device')];
  const { key } = (await register(id)).json;
  const { key: foreign } = (await register(other)).json;
  const admitted = async (clientId: string, password: string) => (await connect(clientId, password)).isAuthenticated;
  const { policyDocuments, ...rest } = await connect(id, key);
  expect(rest).toMatchObject({ isAuthenticated: true, disconnectAfterInSeconds: 86_400 });
  expect(JSON.stringify(policyDocuments)).toContain(`topic/devices/${id}/*`);
  expect(await admitted(id, foreign)).toBe(false); // another's
  expect(await admitted(id, foreign.replace(other, id))).toBe(false); // and with our name on it
  expect(await admitted(id, key.replace('.v1.', '.v2.'))).toBe(false);
  expect(await admitted(id, `k.${id}.v1.`)).toBe(false);
  expect(await admitted(id, `${key.slice(0, -1)}é`)).toBe(false); // as long in letters, and not in bytes
  expect(await admitted(`phone:${id}`, key)).toBe(false);

  const headers = { 'Idempotency-Key': unique('key') };
  const again = async () => (await register(id, { reissue_key: true }, headers)).json;
  const next = await again();
  expect((await again()).key).toBe(next.key); // once, however often it is asked for
  expect([await admitted(id, key), await admitted(id, next.key)]).toEqual([false, true]);
  expect((await register(id)).json).toEqual(next); // the sticker's code is as it was
});

test('a key of a device that nobody has registered counts for nothing, also where it has connected', async () => {
  const id = unique('stranger');
  expect(await connect(id, keyOf(id, 1, CODE_KEYS))).toEqual(REFUSED);
  await connection(id, true);
  expect(await connect(id, keyOf(id, 1, CODE_KEYS))).toEqual(REFUSED);
  await register(id);
  expect((await connect(id, keyOf(id, 1, CODE_KEYS))).isAuthenticated).toBe(true);
});

test('a phone is not admitted before it is noted for which account', async () => {
  const phone = unique('phone');
  await redis().hset(keys.phone(phone), { nothing: 'can be noted here' });
  const token = await issue({ sub: 'carol', role: 'rider', phone_id: phone });
  await expect(connect(`phone:${phone}`, token)).rejects.toThrow();
});

test('for which account a phone has connected is noted; of a device nothing is', async () => {
  const before = Date.now();
  await connect('phone:p1', await issue({ sub: 'bob', role: 'rider', phone_id: 'p1' }));
  expect(await accountOfPhone('p1', Date.now())).toBe('bob');
  await expect(accountOfPhone('p1', before - 1)).rejects.toThrow();
  expect(await redis().ttl(keys.phone('p1'))).toBeGreaterThan(24 * 3600); // a connection lasts a day
  expect(await redis().ttl(keys.phone('p1'))).toBeLessThanOrEqual(25 * 3600);
  await connect('bike', await issue({ sub: 'bike', role: 'device', phone_id: 'p2' }));
  await expect(accountOfPhone('p2', Date.now())).rejects.toThrow('nobody knows');
});
