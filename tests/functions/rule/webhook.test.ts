import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { handler as webhook } from '../../../functions/rule/mqtt/webhook.ts';
import { handler as retry } from '../../../functions/rule/schedule/retry.ts';
import { redis } from '../../../lib/redis.ts';
import { brokerIsAway, withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, MINUTE } from '../device/doors.ts';
import { deliver, putRule, readRule, row } from './doors.ts';

withRedis();
const published = withBroker();

/** Now, as the library that verifies goes by the real clock. */
const NOW = Date.now();
let server: Server;
let url: string;
let answers: number;
let calls: { body: string; headers: IncomingHttpHeaders }[];
let day = 0;
const at = () => NOW + day * MINUTE;

beforeEach(async () => {
  day = 0;
  [answers, calls] = [204, []];
  await redis().flushdb();
  published.forget();
  clockIs(at());
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      calls.push({ body, headers: request.headers });
      if (answers > 0) response.writeHead(answers, { location: 'http://127.0.0.1:1/' }).end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A rule of its own for each test, because a warm function remembers rules. */
const SQL = "SELECT imei FROM 'devices/+/raw'";
let rules = 0;
async function newRule(): Promise<{ rule: string; secret: string }> {
  const rule = `hook-${rules++}`;
  clockIs(at() - 10 * MINUTE);
  await deliver(['x', 'long ago']); // what a warm function remembers is of then
  const { secret } = (await putRule(rule, SQL, { webhook: url })).json;
  clockIs(at());
  return { rule, secret };
}

const due = () => published(/rule\/webhook$/) as { delivery_id: string }[];
const call = async () => {
  for (const one of due()) await webhook(one);
};
const errorsOf = async (rule: string) =>
  (await readRule(rule)).json.errors.map(({ detail }: { detail: string }) => detail);

test('rows are told in one call, signed by the convention', async () => {
  const { rule, secret } = await newRule();
  await deliver(['a', row('1', {})], ['b', row('1', {})]);
  expect(due()).toHaveLength(1);
  await call();
  const [{ body, headers }] = calls as [(typeof calls)[0]];
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({
    type: 'rule.selected',
    timestamp: new Date(at()).toISOString(),
    data: {
      rule_id: rule,
      rows: ['a', 'b'].map((device_id) => ({ device_id, received_at: at(), row: { imei: '860000000000042' } })),
    },
  });
  expect(headers['webhook-id']).toBe(due()[0]!.delivery_id);
  await call(); // delivered again
  expect(calls).toHaveLength(1);
  expect(await redis().keys('webhook*')).toEqual([]);
});

test('a hundred rows make a call', async () => {
  await newRule();
  await deliver(...Array.from({ length: 250 }, (_, i): [string, unknown] => [`d${i}`, row('1', {})]));
  await call();
  expect(calls.map(({ body }) => JSON.parse(body).data.rows.length)).toEqual([100, 100, 50]);
});

test('a call that fails is tried again for most of a day, and given up where all can see it', async () => {
  answers = 500;
  const { rule } = await newRule();
  await deliver(['a', row('1', {})]);
  await call();
  for (const minutes of [1, 5, 30, 120, 300, 600]) {
    published.forget();
    day += minutes - 1;
    clockIs(at() + MINUTE - 1);
    await retry();
    expect(due()).toEqual([]);
    day += 1;
    clockIs(at());
    await retry();
    expect(due()).toHaveLength(1);
    await call();
  }
  expect(calls).toHaveLength(7);
  expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect((await readRule(rule)).json.counts).toMatchObject({ passed: 1, failed: 6, given_up: 1 });
  expect((await errorsOf(rule)).slice(0, 2)).toEqual([
    'the address answered 500; it is given up',
    'the address answered 500; it is tried again',
  ]);
  expect(await redis().keys('webhook*')).toEqual([]);
});

test('an address that is gone is not called again, and no redirect is followed', async () => {
  answers = 410;
  const { rule } = await newRule();
  await deliver(['a', row('1', {})]);
  await call();
  expect(await errorsOf(rule)).toEqual(['the address answered 410; it is given up']);
  answers = 302;
  await deliver(['a', row('1', {})]);
  published.forget();
  await deliver(['a', row('1', {})]);
  await call();
  expect((await errorsOf(rule))[0]).toBe('the address answered 302; it is tried again');
});

test('an address that does not answer holds up nobody', async () => {
  answers = 0;
  const { rule } = await newRule();
  await deliver(['a', row('1', {})]);
  await call();
  expect(await errorsOf(rule)).toEqual(['no answer within 5000 ms; it is tried again']);
  server.closeAllConnections();
  server.close();
  day += 1;
  clockIs(at());
  published.forget();
  await retry();
  await call();
  expect((await errorsOf(rule))[0]).toBe('the address is out of reach; it is tried again');
}, 20_000);

test('a call that could not be announced is made by the sweeper', async () => {
  await newRule();
  const away = brokerIsAway();
  await expect(deliver(['a', row('1', {})])).rejects.toThrow();
  away.restore();
  day += 1;
  clockIs(at());
  await retry();
  await call();
  expect(calls).toHaveLength(1);
});

test('a call is announced once in half a minute, kept for three days, and forgotten when its body is', async () => {
  answers = 500;
  await newRule();
  await deliver(['a', row('1', {})]);
  const { delivery_id } = due()[0]!;
  expect(await redis().ttl(`webhook:${delivery_id}`)).toBe(3 * 86_400);
  day += 1;
  clockIs(at());
  published.forget();
  await retry();
  await retry();
  expect(due()).toHaveLength(1);
  await redis().del(`webhook:${delivery_id}`); // as Redis does after three days
  await call();
  expect(await redis().zcard('webhooks')).toBe(0);
});
