import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type mqtt from 'mqtt';
import { WebSocket } from 'ws';
import { HOST } from '../../../../local/ports.mjs';
import {
  broker,
  connect,
  connectPacket,
  lifecycle,
  listener,
  permit,
  permitFor,
  ports,
  raw,
  went,
} from '../../../harness/broker.ts';
import { eventually } from '../../../harness/eventually.ts';

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
