import { createServer } from 'node:http';
import { readDomain, readDomains } from '../../deploy/doors.mjs';
import { startIssuer } from '../../local/aws/issuer.ts';
import { onLoopback } from '../../local/loopback.ts';
import { type RedisServer, startRedis } from '../../local/redis/server.ts';
import { startUpstash, type UpstashFace } from '../../local/redis/upstash.ts';
import { runWithAws } from '../harness/aws-cli.ts';

const TOKENS = { all: 'the-token', reads: 'the-read-token' };
const PARAMETER = 'ssm get-parameter --query Parameter.Value --name /skein/prod';
const REDIS = `${PARAMETER}/redis_url`;
const JWKS = 'Variables.TOKEN_JWKS_URL --function-name skein-prod-authIdentify';
const RULES = readDomains().flatMap((domain) => Object.keys(readDomain(domain).rules ?? {}));

let redis: RedisServer;
let face: UpstashFace;
let issuer: Awaited<ReturnType<typeof startIssuer>>;
beforeAll(async () => {
  redis = await startRedis();
  face = await startUpstash(redis.port, TOKENS);
  issuer = await startIssuer();
});
afterAll(async () => {
  await issuer.close();
  await face.close();
  await redis.stop();
});

/** What AWS answers of a stage where all is right. */
const SOUND = () => ({
  'get-caller-identity': '123456789012',
  'configure get region': 'eu-central-1',
  'ssm get-parameters': ['redis_url', 'token_issuer', 'token_jwks_url', 'token_audience']
    .map((name) => `/skein/prod/${name}`)
    .join('\t'),
  [REDIS]: face.url,
  [JWKS]: issuer.jwksUrl,
  'skein/prod/redis_token': TOKENS.all,
  'skein/prod/redis_read_token': TOKENS.reads,
  'skein/prod/code_keys': '{"signs":"a","keys":{"a":"secret","":"older"}}',
  'describe-authorizer': 'ACTIVE',
  'list-topic-rules': RULES.map((rule) => `skein_prod_${rule}`).join('\t'),
  domainConfigurationStatus: 'ENABLED',
  '--query domainName': 'skein.iot.eu-central-1.amazonaws.com',
});

const doctor = (changes: Record<string, string> = {}) =>
  runWithAws(['deploy/doctor/main.ts', '--stage', 'prod'], Object.entries({ ...SOUND(), ...changes }));

test('of a stage where all is right it says so, and holds no secret', async () => {
  const { code, text } = await doctor();
  expect(text).not.toContain('FAIL');
  expect(code).toBe(0);
  expect(text).toContain('ok    endpoint: skein.iot.eu-central-1.amazonaws.com, port 443, ALPN protocol mqtt');
  expect(text).toContain('skip  smoke test');
  for (const secret of [TOKENS.all, TOKENS.reads, 'older']) expect(text).not.toContain(secret);
});

test.each([
  ['a parameter is missing', { 'ssm get-parameters': '/skein/prod/redis_url' }, 'parameters: /skein/prod/token_issuer'],
  ['the key that signs is missing', { 'skein/prod/code_keys': '{"signs":"b","keys":{"a":"x"}}' }, 'secret code_keys'],
  ['the keys are not JSON', { 'skein/prod/code_keys': 'a secret' }, 'secret code_keys'],
  ['the id of a key is none', { 'skein/prod/code_keys': '{"signs":"a.b","keys":{"a.b":"x"}}' }, 'secret code_keys'],
  ['the token is of another database', { 'skein/prod/redis_token': 'wrong' }, 'Redis: it does not take a token'],
  ['the reading token is none', { 'skein/prod/redis_read_token': 'wrong' }, 'Redis: it does not take a token'],
  ['the token only reads', { 'skein/prod/redis_token': TOKENS.reads }, 'Redis: redis_token may not write'],
  ['the reading token writes', { 'skein/prod/redis_read_token': TOKENS.all }, 'Redis: redis_read_token may write'],
  ['the issuer has no keys', { [JWKS]: 'data:application/json,{"keys":[]}' }, 'issuer: it publishes no keys'],
  ['the authorizer is off', { 'describe-authorizer': 'INACTIVE' }, 'authorizer: it is INACTIVE'],
  ['a rule is missing', { 'list-topic-rules': 'skein_prod_crowd' }, 'rules: '],
  ['the endpoint is off', { domainConfigurationStatus: 'DISABLED' }, 'endpoint: it is DISABLED'],
])('where %s, that alone fails', async (_, changes, line) => {
  const { code, text } = await doctor(changes as unknown as Record<string, string>);
  expect(code).toBe(1);
  const failed = text.split('\n').filter((one) => one.startsWith('FAIL'));
  expect(failed).toEqual([expect.stringContaining(line)]);
});

test('with a user pool of its own a stage needs no parameters of another issuer', async () => {
  const stored = { 'ssm get-parameters': '/skein/prod/redis_url' };
  const { code, text } = await doctor({ ...stored, "OutputKey=='UserPoolId'": 'eu-central-1_abc' });
  expect(text).toContain('ok    parameters: /skein/prod/redis_url');
  expect(code).toBe(0);
});

test.each([-60, 60])('where the clock of Redis is %i s off, that alone fails', async (seconds) => {
  const other = await onLoopback(
    createServer((_, response) => {
      response.setHeader('date', new Date(Date.now() + seconds * 1000).toUTCString()).end();
    }),
  );
  const { [REDIS]: redisUrl, ...answers } = SOUND();
  // the clock is looked at after Redis itself
  const { text } = await runWithAws(
    ['deploy/doctor/main.ts', '--stage', 'prod'],
    [[REDIS, redisUrl!, other.url], ...Object.entries(answers)],
  );
  await other.close();
  expect(text.split('\n').filter((one) => one.startsWith('FAIL'))).toEqual([
    expect.stringMatching(/^FAIL {2}clock: it differs by (59|60|61) s/),
  ]);
});
