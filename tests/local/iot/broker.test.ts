import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import mqtt, { type IClientOptions } from 'mqtt';
import { WebSocket } from 'ws';
import type { Permit } from '../../../local/iot/authorizer.ts';
import { type Broker, type BrokerOptions, startBroker } from '../../../local/iot/broker.ts';
import { freePort, HOST } from '../../../local/ports.mjs';
import { eventually } from '../../harness/stack.ts';

const permit = (changes: Partial<Permit> = {}): Permit => ({
  principal: 'abc',
  may: () => true,
  disconnectAfter: 3_600_000,
  refreshAfter: 3_600_000,
  ...changes,
});

let broker: Broker;
let ports: { mqttPort: number; wsPort: number };
let permitFor: jest.Mock<Promise<Permit>>;
let heard: { topic: string; payload: string }[];

async function start(): Promise<Broker> {
  ports = { mqttPort: await freePort(), wsPort: await freePort() };
  const onMessage: BrokerOptions['onMessage'] = ({ topic, payload }) =>
    void heard.push({ topic, payload: Buffer.from(payload).toString() });
  return startBroker({ ...ports, permitFor: () => permitFor(), onMessage, say: () => {} });
}
beforeEach(async () => {
  heard = [];
  permitFor = jest.fn(async () => permit());
  broker = await start().catch(start); // somebody else may have taken a port meanwhile
});
const toClose: { destroy(): void }[] = [];
afterEach(async () => {
  for (const one of toClose.splice(0)) one.destroy();
  await broker.close();
});

async function listener(clientId: string, options: IClientOptions = {}) {
  const seen: string[] = [];
  const client = mqtt.connect(`mqtt://${HOST}:${ports.mqttPort}`, { clientId, reconnectPeriod: 0, ...options });
  toClose.push({ destroy: () => void client.end(true) });
  client.on('error', () => {});
  client.on('message', (topic, payload, { retain }) => seen.push(`${topic} ${payload}${retain ? ' kept' : ''}`));
  await new Promise((resolve) => client.once('connect', resolve));
  return { client, seen };
}
const connect = async (clientId: string) => (await listener(clientId)).client;

/** A client of a few bytes: a CONNECT packet with a clean session, and then whatever a test sends. */
function connectPacket(clientId: string, keepalive = 0): Buffer {
  const body = [0, 4, ...Buffer.from('MQTT'), 4, 2, keepalive >> 8, keepalive & 255, 0, clientId.length];
  return Buffer.from([0x10, body.length + clientId.length, ...body, ...Buffer.from(clientId)]);
}
async function raw(...bytes: Buffer[]): Promise<Socket> {
  const socket = connectTcp(ports.mqttPort, HOST).resume();
  toClose.push(socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  for (const one of bytes) socket.write(one);
  return socket;
}

const lifecycle = (clientId: string) =>
  heard
    .filter(({ topic }) => /^\$aws\/events\/presence\/(dis)?connected\//.test(topic) && topic.endsWith(`/${clientId}`))
    .map(({ payload }) => JSON.parse(payload) as Record<string, unknown>);
const went = (clientId: string) =>
  eventually(() => {
    const found = lifecycle(clientId).filter(({ eventType }) => eventType === 'disconnected');
    expect(found).toHaveLength(1);
    return found[0]!;
  }, 5000);

describe('presence', () => {
  test('is told to rules and to those who may listen, with a version number for each connection', async () => {
    const { client: watcher, seen } = await listener('watcher');
    await watcher.subscribeAsync('$aws/events/presence/+/AAA');
    for (const _ of [0, 1]) await (await connect('AAA')).endAsync();
    await eventually(() => expect(lifecycle('AAA')).toHaveLength(4));
    expect(lifecycle('AAA').map(({ eventType, versionNumber }) => [eventType, versionNumber])).toEqual([
      ['connected', 0],
      ['disconnected', 0],
      ['connected', 1],
      ['disconnected', 1],
    ]);
    await eventually(() => expect(seen).toHaveLength(4));
  });

  test('a duplicate client id puts the older connection out', async () => {
    const first = await connect('AAA');
    const closed = new Promise<void>((resolve) => first.once('close', () => resolve()));
    const second = await connect('AAA');
    await closed;
    expect(await went('AAA')).toMatchObject({ disconnectReason: 'DUPLICATE_CLIENTID', versionNumber: 0 });
    await second.publishAsync('a', 'still here', { qos: 1 });
  });

  test('of many connections with one client id one stays, and every other has a beginning and an end', async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, () => raw(connectPacket('AAA'))));
    await eventually(() => expect(sockets.filter(({ closed }) => !closed).length).toBe(1));
    await sleep(200);
    for (const socket of sockets) socket.destroy();
    const sessions = (type: string) =>
      lifecycle('AAA')
        .filter(({ eventType }) => eventType === type)
        .map(({ sessionIdentifier, versionNumber }) => `${versionNumber} ${sessionIdentifier}`)
        .sort();
    await eventually(() => expect(sessions('disconnected')).toEqual(sessions('connected')), 3000);
  });

  type Case = [string, (client: mqtt.MqttClient) => unknown, string];
  async function reasonFor(_: string, act: Case[1], reason: string) {
    const client = await connect('AAA');
    act(client);
    expect((await went('AAA')).disconnectReason).toBe(reason);
  }
  test.each<Case>([
    ['a lost connection', (client) => client.stream.destroy(), 'CONNECTION_LOST'],
    ['QoS 2', (client) => client.publish('a', 'b', { qos: 2 }), 'CLIENT_ERROR'],
    ['a payload too large', (client) => client.publish('a', Buffer.alloc(128 * 1024 + 1)), 'CLIENT_ERROR'],
  ])('%s is told by its reason', reasonFor);
  test.each<Case>([
    ['a second CONNECT', (client) => client.stream.write(connectPacket('AAA')), 'CLIENT_ERROR'],
    ['what is no MQTT', (client) => client.stream.write(Buffer.alloc(50, 0xff)), 'CLIENT_ERROR'],
    ['a wildcard in a topic', (client) => client.stream.write(Buffer.from([0x30, 4, 0, 1, 0x23, 0])), 'CLIENT_ERROR'],
  ])('%s is told by its reason', reasonFor);

  test('silence is told as a keep-alive timeout', async () => {
    await raw(connectPacket('AAA', 1));
    expect((await went('AAA')).disconnectReason).toBe('MQTT_KEEP_ALIVE_TIMEOUT');
  });

  test('the close frame of a WebSocket is a disconnect by the client', async () => {
    const socket = new WebSocket(`ws://${HOST}:${ports.wsPort}/mqtt`, 'mqtt');
    await once(socket, 'open');
    socket.send(connectPacket('AAA'));
    await once(socket, 'message');
    socket.close();
    expect((await went('AAA')).disconnectReason).toBe('CLIENT_INITIATED_DISCONNECT');
  });

  test.each(['a+b', 'a#b'])('the client id %s has no lifecycle events', async (clientId) => {
    await (await connect(clientId)).endAsync();
    await (await connect('AAA')).endAsync();
    await went('AAA');
    expect(lifecycle(clientId)).toEqual([]);
  });
});

describe('permits', () => {
  test.each([
    ['a refused refresh', { refreshAfter: 50 }, 'AUTH_ERROR'],
    ['the end of its time', { disconnectAfter: 50 }, 'CUSTOMAUTH_TTL_EXPIRATION'],
  ])('%s ends a connection', async (_, changes, reason) => {
    permitFor.mockResolvedValueOnce(permit(changes)).mockRejectedValue(new Error('no'));
    await connect('AAA');
    expect((await went('AAA')).disconnectReason).toBe(reason);
  });

  test('what a refresh takes away comes no more, though the subscription stays', async () => {
    const less = permit({ may: (action, name) => !(action === 'Receive' && name === 'devices/lent/state') });
    permitFor.mockResolvedValueOnce(permit({ refreshAfter: 1000 })).mockResolvedValue(less);
    const { client, seen } = await listener('AAA');
    await client.subscribeAsync(['devices/lent/#', 'devices/own/#'], { qos: 1 });
    const say = (text: string) => {
      for (const topic of ['devices/lent/state', 'devices/own/state']) broker.publish({ topic, payload: text }, 1);
    };
    say('before');
    await eventually(() => expect(permitFor).toHaveBeenCalledTimes(2));
    say('after');
    await eventually(() => expect(seen).toContain('devices/own/state after'));
    expect(seen).toEqual(['devices/lent/state before', 'devices/own/state before', 'devices/own/state after']);
  });

  test('nobody is asked again for a client that has gone while it was refreshed', async () => {
    permitFor.mockImplementation(() => sleep(100, permit({ refreshAfter: 50 })));
    const client = await connect('AAA');
    await eventually(() => expect(permitFor).toHaveBeenCalledTimes(2));
    await client.endAsync(true);
    await went('AAA');
    await sleep(500);
    expect(permitFor).toHaveBeenCalledTimes(2);
  });

  test('a rival that gives up before it is let in leaves no trace', async () => {
    const client = await connect('AAA');
    permitFor.mockImplementation(() => sleep(100, permit()));
    const rival = await raw(connectPacket('AAA'));
    await eventually(() => expect(permitFor).toHaveBeenCalledTimes(2));
    rival.destroy();
    await sleep(200);
    expect(client.connected).toBe(true);
    await client.endAsync();
    expect((await went('AAA')).disconnectReason).toBe('CLIENT_INITIATED_DISCONNECT');
  });
});

describe('messages', () => {
  test('what is kept comes to a new subscription without wildcards alone', async () => {
    const { client, seen } = await listener('AAA');
    await client.publishAsync('a/b', '1', { qos: 1, retain: true });
    await client.subscribeAsync(['a/+', '#']);
    await client.publishAsync('a/b', '2', { qos: 1 });
    await eventually(() => expect(seen).toEqual(['a/b 2']));
    const other = await listener('BBB');
    await other.client.subscribeAsync('a/b');
    await eventually(() => expect(other.seen).toEqual(['a/b 1 kept']));
  });

  test('what is kept comes once, though a wildcard takes it, too', async () => {
    const { client, seen } = await listener('AAA');
    await client.publishAsync('a/b', '1', { qos: 1, retain: true });
    await client.subscribeAsync('a/b');
    await client.subscribeAsync('a/+');
    await client.publishAsync('a/b', '2', { qos: 1 });
    await eventually(() => expect(seen).toContain('a/b 2'));
    expect(seen).toEqual(['a/b 1 kept', 'a/b 2']);
  });

  test('what was published to be kept waits for a wildcard subscriber that is away', async () => {
    const { client } = await listener('AAA', { clean: false });
    await client.subscribeAsync('a/+', { qos: 1 });
    await client.endAsync();
    const other = await connect('BBB');
    await other.publishAsync('a/1', 'x', { qos: 1 });
    await other.publishAsync('a/2', 'x', { qos: 1, retain: true });
    const { seen } = await listener('AAA', { clean: false });
    await eventually(() => expect(seen).toEqual(['a/1 x', expect.stringContaining('a/2 x')]), 1000);
  });

  test('Basic Ingest reaches rules, and no subscriber', async () => {
    const { client, seen } = await listener('AAA');
    await client.subscribeAsync(['$aws/rules/#', 'a']).catch(() => {});
    await client.publishAsync('$aws/rules/watch/a', 'x', { qos: 1 });
    await client.publishAsync('a', 'x', { qos: 1 });
    await eventually(() => expect(seen).toContain('a x'));
    expect(seen).toEqual(['a x']);
  });
});

test('no bytes whatever bring it down', async () => {
  const packet = fc
    .tuple(fc.nat(255), fc.uint8Array({ maxLength: 100 }))
    .map(([type, body]) => [type, body.length, ...body]);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array(), packet), fc.boolean(), async (bytes, isConnected) => {
      const socket = await raw(...(isConnected ? [connectPacket('fuzz')] : []), Buffer.from(bytes));
      await new Promise<void>((resolve) => socket.end(resolve));
      socket.destroy();
    }),
    { numRuns: 300 },
  );
  await (await connect('AAA')).publishAsync('a', 'alive', { qos: 1 });
});

test('it closes at once, though somebody has connected and said nothing', async () => {
  await raw();
  const isClosed = broker.close().then(() => true);
  expect(await Promise.race([isClosed, sleep(2000, false)])).toBe(true);
});
