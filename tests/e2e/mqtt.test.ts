import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import { issue } from '../../local/aws/issuer.ts';
import { launch } from '../../local/launch.ts';
import { eventually } from '../harness/eventually.ts';
import { connect, type Role, stack } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';
import { unless } from '../harness/unless.ts';

const clients: MqttClient[] = [];
const strangers: ChildProcess[] = [];
afterEach(async () => {
  for (const child of strangers.splice(0)) child.kill();
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
});

/** What is published here is mostly no message of ours, which devices are told; that is tried elsewhere. */
const REJECTIONS = /^devices\/[^/]+\/rejections$/;

/** A client that is allowed in, with all that it gets as `topic payload`, but for rejections. */
async function join(id: string, role: Role = 'device', options: mqtt.IClientOptions = {}) {
  const client = await connect(id, role, options);
  clients.push(client);
  client.on('error', () => {});
  const seen: string[] = [];
  client.on('message', (topic, payload) => {
    if (!REJECTIONS.test(topic)) seen.push(`${topic} ${payload}`);
  });
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  return { client, seen, closed };
}

/** An operator who sees every device. */
async function watch() {
  const operator = await join(unique('operator'), 'operator');
  await operator.client.subscribeAsync('devices/#', { qos: 1 });
  return operator.seen;
}

/** Whatever was sent before has arrived once this has. */
async function flush(seen: string[]): Promise<void> {
  const last = `devices/${unique('last')}`;
  const { client } = await join(last.slice('devices/'.length));
  await client.publishAsync(`${last}/events`, '', { qos: 1 });
  await eventually(() => expect(seen).toContain(`${last}/events `));
}

/** Publishes as a function does. */
async function dataPlane(topic: string, body: string, query = '', { endpoint } = stack()) {
  const response = await fetch(`${endpoint}/topics/${encodeURIComponent(topic)}${query}`, { method: 'POST', body });
  return { status: response.status, json: (await response.json()) as { message: string; __type?: string } };
}

const hasMosquitto = ['mosquitto_pub', 'mosquitto_sub'].every((name) => !spawnSync(name, ['--help']).error);
const withMosquitto = unless(!hasMosquitto && 'mosquitto_pub and mosquitto_sub are not installed');

withMosquitto.describe('strangers with mosquitto_pub and mosquitto_sub', () => {
  interface Stranger {
    id: string;
    token: string;
    username?: string;
    clientId?: string;
  }
  /** Runs a mosquitto client to its end; what it printed, and its exit code. */
  async function mosquitto(
    kind: 'pub' | 'sub',
    { id, token, username = id, clientId = id }: Stranger,
    ...args: string[]
  ) {
    const { hostname, port } = new URL(stack().mqtt);
    const who = ['-h', hostname, '-p', port, '-i', clientId, '-u', username, '-P', token, '-V', 'mqttv311', '-q', '1'];
    const child = spawn(`mosquitto_${kind}`, [...who, ...args]);
    strangers.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, output };
  }
  const publish = (who: Stranger, topic: string, ...args: string[]) =>
    mosquitto('pub', who, '-t', topic, '-m', 'hello', ...args);
  /** Listens for two seconds. */
  const listen = (who: Stranger, ...filters: string[]) =>
    mosquitto('sub', who, '-v', '-W', '2', ...filters.flatMap((filter) => ['-t', filter]));
  const device = async (id = unique('robot')) => ({ id, token: await issue({ sub: id, role: 'device' }) });
  const rider = (phone_id: string) => issue({ sub: 'alice', role: 'rider', phone_id });
  const phone = async (id = unique('phone')) => ({ id, token: await rider(id), clientId: `phone:${id}` });

  test('a device publishes below its own branch, and nowhere else', async () => {
    const seen = await watch();
    const [me, other] = [await device(), await device()];
    expect(await publish(me, `devices/${me.id}/events`)).toEqual({ code: 0, output: '' });
    await eventually(() => expect(seen).toEqual([`devices/${me.id}/events hello`]));
    const foreign = [
      `devices/${other.id}/events`,
      `devices/${me.id}x/events`,
      `devices/${me.id}`,
      'devices',
      `phones/${me.id}/events`,
      '$aws/rules/state/x',
      `$aws/rules/crowd/devices/${other.id}/crowd`,
      `$aws/events/presence/connected/${me.id}`,
    ];
    for (const topic of foreign) {
      expect([topic, (await publish(me, topic)).code]).not.toEqual([topic, 0]);
    }
    await flush(seen);
    expect(seen.filter((one) => one.endsWith('hello'))).toEqual([`devices/${me.id}/events hello`]);
  });

  test('who listens to everything gets what is its own alone', async () => {
    const [me, other] = [await device(), await join(unique('robot'))];
    const topics = ['#', '+/#', 'devices/#', 'devices/+/+', '$aws/events/#', '$SYS/#', `devices/${me.id}/#`];
    const listening = listen(me, ...topics);
    await sleep(700);
    await other.client.publishAsync(`devices/${other.client.options.clientId}/events`, 'secret', { qos: 1 });
    await dataPlane(`devices/${me.id}/commands/1`, 'mine', '?qos=1');
    const { output } = await listening;
    expect(output.split('\n').filter((line) => /^[\w$]+\//.test(line))).toEqual([`devices/${me.id}/commands/1 mine`]);
    expect((await listen(me, '#')).output).toContain('denied');
  });

  test('a phone hears its own branch and asks below it, nothing more', async () => {
    const [me, other] = [await phone(), await phone()];
    expect((await publish(me, `phones/${me.id}/requests/1`)).code).toBe(0);
    for (const filter of [`phones/${other.id}/#`, 'phones/+/events', 'devices/#', `devices/${me.id}/state`]) {
      expect((await listen(me, filter)).output).toContain('denied');
    }
  });

  const REFUSED = { code: 5, output: expect.stringContaining('not authorised') };
  test('a token that is stolen, expired, forged, missing or for no client at all does not connect', async () => {
    const [me, victim] = [await device(), await device()];
    const bad: Stranger[] = [
      { id: victim.id, token: me.token },
      { id: victim.id, token: me.token, username: me.id },
      { id: me.id, token: await issue({ sub: me.id, role: 'device' }, -10) },
      { id: me.id, token: `${me.token.slice(0, -8)}AAAAAAAA` },
      { id: me.id, token: '' },
      { id: 'p', token: await issue({ sub: 'p', role: 'partner' }) },
      { id: 'r', token: await issue({ sub: 'r', role: 'rider' }) },
    ];
    for (const one of bad) expect(await publish(one, `devices/${one.id}/events`)).toMatchObject(REFUSED);
  });

  test.each(['*', '+', '#', '?', 'a*', 'a/b', '$aws', '', ' ', 'é', 'x'.repeat(65)])(
    'the client id %j does not connect, though its token says so',
    async (id) => {
      const token = await issue({ sub: id, role: 'device' });
      if (id !== '') expect(await publish({ id, token }, 'devices/x/events')).toMatchObject(REFUSED);
      await expect(join(id, 'rider', { password: await rider(id) })).rejects.toThrow();
    },
  );
});

describe('what the broker takes', () => {
  test.each<[string, string, Buffer, mqtt.IClientPublishOptions]>([
    ['a payload of more than 128 KB', 'events', Buffer.alloc(128 * 1024 + 1), {}],
    ['QoS 2', 'events', Buffer.from('x'), { qos: 2 }],
    ['a topic of more than seven slashes', 'a/b/c/d/e/f/g', Buffer.from('x'), {}],
    ['a topic of more than 256 bytes', 'é'.repeat(130), Buffer.from('x'), {}],
    ['a message to be kept, which its policy does not allow', 'events', Buffer.from('x'), { retain: true }],
  ])('%s ends the connection, and goes nowhere', async (_, rest, payload, options) => {
    const seen = await watch();
    const id = unique('robot');
    const { client, closed } = await join(id);
    client.publish(`devices/${id}/${rest}`, payload, options, () => {});
    await closed;
    await flush(seen);
    expect(seen).toHaveLength(1);
  });

  test('what is just within the limits passes', async () => {
    const id = unique('robot');
    const { client, seen } = await join(id);
    const longest = `devices/${id}/`.padEnd(256, 'x');
    const topics = [`devices/${id}/a/b/c/d/e/f`, longest];
    await client.subscribeAsync(`devices/${id}/#`);
    for (const topic of topics) await client.publishAsync(topic, Buffer.alloc(128 * 1024, 'x'), { qos: 1 });
    await eventually(() => expect(seen.map((one) => one.split(' ')[0])).toEqual(topics));
    expect(seen[0]).toHaveLength(topics[0]!.length + 1 + 128 * 1024);
  });

  test('a/# does not take a', async () => {
    const id = unique('robot');
    const { client, seen } = await join(id);
    await client.subscribeAsync(`devices/${id}/a/#`);
    for (const rest of ['a', 'a/b']) await client.publishAsync(`devices/${id}/${rest}`, 'x', { qos: 1 });
    await eventually(() => expect(seen).toEqual([`devices/${id}/a/b x`]));
  });
});

describe('connections', () => {
  test('the last will comes when a connection is lost, and not after a good-bye', async () => {
    const seen = await watch();
    const ids = [unique('lost'), unique('gone'), unique('thief')];
    const [lost, gone, thief] = await Promise.all(
      ids.map((id, i) => {
        const topic = `devices/${i === 2 ? ids[1] : id}/events`;
        return join(id, 'device', { will: { topic, payload: Buffer.from(`will of ${id}`), qos: 1, retain: false } });
      }),
    );
    await gone!.client.endAsync();
    thief!.client.stream.destroy(); // its will is on the branch of another
    lost!.client.stream.destroy();
    await eventually(() => expect(seen).toContain(`devices/${ids[0]}/events will of ${ids[0]}`));
    await flush(seen);
    expect(seen).toHaveLength(2);
  });

  test('the newer of two connections with one client id stays', async () => {
    const id = unique('robot');
    const first = await join(id);
    const second = await join(id);
    await first.closed;
    await second.client.publishAsync(`devices/${id}/events`, 'x', { qos: 1 });
  });

  test('MQTT comes over a WebSocket, too', async () => {
    const id = unique('robot');
    const seen = await watch();
    const password = await issue({ sub: id, role: 'device' });
    const options = { clientId: id, username: id, reconnectPeriod: 0 };
    const client = await mqtt.connectAsync(`${stack().ws}/mqtt`, { ...options, password }, false);
    clients.push(client);
    await client.publishAsync(`devices/${id}/events`, 'x', { qos: 1 });
    await eventually(() => expect(seen).toEqual([`devices/${id}/events x`]));
    await expect(mqtt.connectAsync(`${stack().ws}/mqtt`, { ...options, password: 'x' }, false)).rejects.toThrow();
  });
});

describe('the data plane', () => {
  test('a publish reaches subscribers as it is, and has the limits of the broker', async () => {
    const seen = await watch();
    expect((await dataPlane('devices/a b/ü', 'x')).status).toBe(200);
    await eventually(() => expect(seen).toEqual(['devices/a b/ü x']));
    const refused = { status: 400, json: { __type: 'InvalidRequestException' } };
    expect(await dataPlane('devices/a', 'x', '?qos=2')).toMatchObject(refused);
    expect(await dataPlane('$aws/x', 'x')).toMatchObject(refused);
    expect(await dataPlane('a/'.repeat(9), 'x')).toMatchObject(refused);
    expect(await dataPlane('devices/a', 'x'.repeat(128 * 1024 + 1))).toMatchObject(refused);
  });

  test.each(['devices/+/x', 'devices/#', ''])('a publish to %j is refused', async (topic) => {
    expect((await dataPlane(topic, 'x')).status).toBe(400);
  });

  test('a publish with retain=true is kept', async () => {
    const id = unique('robot');
    await dataPlane(`devices/${id}/commands/1`, 'kept', '?qos=1&retain=true');
    const { client, seen } = await join(id);
    await client.subscribeAsync(`devices/${id}/commands/1`);
    await eventually(() => expect(seen).toHaveLength(1), 500);
  });

  test('a path that cannot be read is refused, and the stack goes on', async () => {
    const one = await launch();
    const answer = fetch(`${one.addresses.endpoint}/topics/%E0`, { method: 'POST' });
    await expect(answer.finally(() => one.stop())).resolves.toMatchObject({ status: 400 });
  });
});
