import { readFileSync } from 'node:fs';
import mqtt from 'mqtt';
import { issue } from '../../local/aws/issuer.ts';
import { LOCAL_CODE_KEYS } from '../../local/environment.ts';
import { type Launched, launch } from '../../local/launch.ts';
import { refuseWrites } from '../harness/dead-letters.ts';
import { eventually } from '../harness/eventually.ts';
import { api } from '../harness/stack.ts';

let stack: Launched;
beforeAll(async () => {
  stack = await launch(['--no-demo'], { POWERTOOLS_LOG_LEVEL: 'DEBUG' });
});
afterAll(() => stack.stop());

test('whatever fails, no secret and no command of Redis is in what the stack prints', async () => {
  const at = stack.addresses;
  const operator = { role: 'operator' } as const;
  const { json: bike } = await api('/v1/devices/bike-1', { ...operator, method: 'PUT', body: { product: 'bike' } }, at);
  await api('/v1/accounts/alice', { ...operator, method: 'PUT', body: { currency: 'CNY' } }, at);
  const credit = { ...operator, method: 'POST', body: { amount: 9000 }, headers: { 'idempotency-key': 'c' } };
  await api('/v1/accounts/alice/credits', credit, at);
  const [rider, device] = [
    await issue({ sub: 'alice', role: 'rider', phone_id: 'phone' }),
    await issue({ sub: 'bike-1', role: 'device' }),
  ];
  const client = await mqtt.connectAsync(at.mqtt, { clientId: 'bike-1', username: 'bike-1', password: bike.key });
  const ask = (token: string) =>
    fetch(`${at.http}/v1/rentals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'k', 'content-type': 'application/json' },
      body: JSON.stringify({ code: bike.code }),
    });
  const connect = (password: string) =>
    mqtt.connectAsync(at.mqtt, { clientId: 'bike-2', username: 'b', password, reconnectPeriod: 0 }).catch(() => {});

  await Promise.all([ask(rider), ask(`${rider}x`), connect(device), connect(`${bike.key}x`)]);
  await refuseWrites(at, true);
  expect((await api('/v1/accounts/bob', { ...operator, method: 'PUT', body: { currency: 'CNY' } }, at)).status).toBe(
    500,
  );
  for (const text of ['not JSON', '{"seq":1,"boot":"b","at":1}'])
    await client.publishAsync('devices/bike-1/state', text, { qos: 1 });
  await eventually(async () => expect(stack.output()).toMatch(/OOM|out of memory/i));
  await refuseWrites(at, false);
  await client.endAsync();

  const printed = stack.output();
  expect(printed.length).toBeGreaterThan(1000);
  const { d } = JSON.parse(readFileSync('.skein/issuer.json', 'utf8')) as { d: string };
  const secrets = {
    rider,
    device,
    key: bike.key,
    code: bike.code,
    redis: at.redis_rest_token,
    issuer: d,
    ...LOCAL_CODE_KEYS.keys,
  };
  for (const [name, secret] of Object.entries(secrets))
    expect([name, printed.includes(secret as string)]).toEqual([name, false]);
  expect(printed).not.toMatch(/redis\.call|EVALSHA|"EVAL"/);
}, 120_000);
