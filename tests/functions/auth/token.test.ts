import type { APIGatewayRequestAuthorizerEventV2, IoTCustomAuthorizerEvent } from 'aws-lambda';
import { handler as authorizeHttp } from '../../../functions/auth/http/identify.ts';
import { handler as authorizeMqtt } from '../../../functions/auth/mqtt/admit.ts';
import { AUDIENCE, ISSUER, issue, issueUntil, startIssuer } from '../../../local/aws/issuer.ts';

const HOUR = 3600;

let issuer: Awaited<ReturnType<typeof startIssuer>>;
beforeAll(async () => {
  issuer = await startIssuer();
  process.env.RULE_PREFIX = 'skein_test';
  process.env.TOKEN_JWKS_URL = issuer.jwksUrl;
  process.env.TOKEN_ISSUER = ISSUER;
  process.env.IOT_ARN = 'arn:aws:iot:us-east-1:123456789012';
});
beforeEach(() => {
  process.env.TOKEN_AUDIENCE = AUDIENCE;
});
afterAll(() => issuer.close());

const connect = (clientId: string, token: string) =>
  authorizeMqtt({
    protocolData: { mqtt: { clientId, password: Buffer.from(token).toString('base64') } },
  } as unknown as IoTCustomAuthorizerEvent);

test('a token that the same issuer made for another service is refused, over HTTP and MQTT', async () => {
  const token = await issue({ sub: 'bike', role: 'device' });
  const request = { headers: { authorization: `Bearer ${token}` } } as unknown as APIGatewayRequestAuthorizerEventV2;
  expect((await authorizeHttp(request)).context).toMatchObject({ sub: 'bike', role: 'device' });
  expect((await connect('bike', token)).isAuthenticated).toBe(true);

  process.env.TOKEN_AUDIENCE = 'another-service';
  expect((await authorizeHttp(request)).context).toEqual({ refused: 'token_invalid' });
  expect((await connect('bike', token)).isAuthenticated).toBe(false);
});

test('a token that never ends is refused', async () => {
  const token = await issueUntil({ sub: 'bike', role: 'device' }, undefined);
  const request = { headers: { authorization: `Bearer ${token}` } } as unknown as APIGatewayRequestAuthorizerEventV2;
  expect((await authorizeHttp(request)).context).toEqual({ refused: 'token_invalid' });
  expect((await connect('bike', token)).isAuthenticated).toBe(false);
});

test.each([
  ['as long as its token', 2 * HOUR, 2 * HOUR],
  ['five minutes at least, as AWS wants it', 60, 300],
  ['a day at most, as AWS wants it', 48 * HOUR, 24 * HOUR],
])('a connection may last %s', async (_, ttl, seconds) => {
  const { disconnectAfterInSeconds } = await connect('bike', await issue({ sub: 'bike', role: 'device' }, ttl));
  expect(disconnectAfterInSeconds).toBeLessThanOrEqual(seconds);
  expect(disconnectAfterInSeconds).toBeGreaterThan(seconds - 10);
});
