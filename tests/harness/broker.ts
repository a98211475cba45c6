import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import mqtt, { type IClientOptions } from 'mqtt';
import type { Permit } from '../../local/aws/iot/authorizer.ts';
import { type Broker, type BrokerOptions, startBroker } from '../../local/aws/iot/broker.ts';
import { freePort, HOST } from '../../local/ports.mjs';
import { eventually } from './eventually.ts';

// A broker of its own for each test of the file that imports this one, whose permits the test decides.

export const permit = (changes: Partial<Permit> = {}): Permit => ({
  principal: 'abc',
  may: () => true,
  disconnectAfter: 3_600_000,
  refreshAfter: 3_600_000,
  ...changes,
});

export let broker: Broker;
export let ports: { mqttPort: number; wsPort: number };
export let permitFor: jest.Mock<Promise<Permit>>;
/** Tells when there is room for a message; a test may hold messages up. */
export let whenRoom: jest.Mock<void, [go: () => void]>;
let heard: { topic: string; payload: string }[];

async function start(): Promise<Broker> {
  ports = { mqttPort: await freePort(), wsPort: await freePort() };
  const onMessage: BrokerOptions['onMessage'] = ({ topic, payload }) =>
    void heard.push({ topic, payload: Buffer.from(payload).toString() });
  return startBroker({
    ...ports,
    permitFor: () => permitFor(),
    onMessage,
    whenRoom: (go) => whenRoom(go),
    say: () => {},
  });
}
beforeEach(async () => {
  heard = [];
  whenRoom = jest.fn((go) => go());
  permitFor = jest.fn(async () => permit());
  broker = await start().catch(start); // somebody else may have taken a port meanwhile
});
const toClose: { destroy(): void }[] = [];
afterEach(async () => {
  for (const one of toClose.splice(0)) one.destroy();
  await broker.close();
});

export async function listener(clientId: string, options: IClientOptions = {}) {
  const seen: string[] = [];
  const client = mqtt.connect(`mqtt://${HOST}:${ports.mqttPort}`, { clientId, reconnectPeriod: 0, ...options });
  toClose.push({ destroy: () => void client.end(true) });
  client.on('error', () => {});
  client.on('message', (topic, payload, { retain }) => seen.push(`${topic} ${payload}${retain ? ' kept' : ''}`));
  await new Promise((resolve) => client.once('connect', resolve));
  return { client, seen };
}
export const connect = async (clientId: string) => (await listener(clientId)).client;

/** A client of a few bytes: a CONNECT packet with a clean session, and then whatever a test sends. */
export function connectPacket(clientId: string, keepalive = 0): Buffer {
  const body = [0, 4, ...Buffer.from('MQTT'), 4, 2, keepalive >> 8, keepalive & 255, 0, clientId.length];
  return Buffer.from([0x10, body.length + clientId.length, ...body, ...Buffer.from(clientId)]);
}
export async function raw(...bytes: Buffer[]): Promise<Socket> {
  const socket = connectTcp(ports.mqttPort, HOST).resume();
  toClose.push(socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  for (const one of bytes) socket.write(one);
  return socket;
}

/** The payloads that were taken of a topic. */
export const taken = (of: string) => heard.filter(({ topic }) => topic === of).map(({ payload }) => payload);
export const lifecycle = (clientId: string) =>
  heard
    .filter(({ topic }) => /^\$aws\/events\/presence\/(dis)?connected\//.test(topic) && topic.endsWith(`/${clientId}`))
    .map(({ payload }) => JSON.parse(payload) as Record<string, unknown>);
export const went = (clientId: string) =>
  eventually(() => {
    const found = lifecycle(clientId).filter(({ eventType }) => eventType === 'disconnected');
    expect(found).toHaveLength(1);
    return found[0]!;
  }, 5000);
