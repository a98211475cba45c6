import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { issue } from '../../local/aws/issuer.ts';
import { eventually } from '../harness/eventually.ts';
import { stack } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';

const clients: MqttClient[] = [];
afterEach(() => Promise.all(clients.splice(0).map((client) => client.endAsync(true))));

/** A device with all that it gets, from the first byte on. */
async function device(id: string, options: IClientOptions = {}) {
  const password = await issue({ sub: id, role: 'device' });
  const who = { clientId: id, username: id, password, reconnectPeriod: 0 };
  const client = mqtt.connect(stack().mqtt, { ...who, ...options });
  clients.push(client);
  const seen: string[] = [];
  client.on('error', () => {});
  client.on('message', (_, payload) => seen.push(String(payload)));
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  await Promise.race([new Promise((resolve) => client.once('connect', resolve)), closed]);
  expect(client.connected).toBe(true);
  return { client, seen, closed };
}
const filters = (id: string, count: number) => Array.from({ length: count }, (_, i) => `devices/${id}/${i}`);

test('a session that is kept gets what it missed, and one that is not does not', async () => {
  for (const [clean, missed] of [
    [false, ['missed', 'now']],
    [true, []],
  ] as const) {
    const id = unique('robot');
    const first = await device(id, { clean });
    await first.client.subscribeAsync(`devices/${id}/commands/#`, { qos: 1 });
    await first.client.endAsync();
    for (const body of ['missed', 'now']) {
      const topic = encodeURIComponent(`devices/${id}/commands/1`);
      await fetch(`${stack().endpoint}/topics/${topic}?qos=1`, { method: 'POST', body });
    }
    const { client, seen } = await device(id, { clean });
    await client.publishAsync(`devices/${id}/events`, '', { qos: 1 }); // all that waited has come before its answer
    await eventually(() => expect(seen).toEqual(missed));
  }
});

test('a subscription with QoS 2, and one after fifty, end the connection', async () => {
  const id = unique('robot');
  const { client, closed } = await device(id);
  for (const filter of filters(id, 50)) await client.subscribeAsync(filter);
  client.subscribe(`devices/${id}/one-more`, () => {});
  await closed;
  const second = await device(id);
  second.client.subscribe(`devices/${id}/a`, { qos: 2 }, () => {});
  await second.closed;
});

test('the same subscription again is not another', async () => {
  const id = unique('robot');
  const { client } = await device(id);
  for (const filter of filters(id, 50)) await client.subscribeAsync(filter);
  await client.subscribeAsync(`devices/${id}/0`, { qos: 1 });
});
