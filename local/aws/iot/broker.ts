import type { Message } from '@skein/iot-sql';
import { Aedes, type Client } from 'aedes';
import { HOST } from '../../ports.mjs';
import { Gate, type GateOptions } from './gate.ts';
import { LIMITS } from './limits.ts';
import { type Fronts, type Listeners, listen } from './listeners.ts';
import { presence } from './presence.ts';

export interface BrokerOptions extends GateOptions, Fronts {
  /** Calls back when a client's message can be taken. Until then it is not acknowledged, and its socket not read. */
  whenRoom(go: () => void): void;
  /** Hears every message that was taken, with the number of times that rules have republished it. */
  onMessage(message: Message, hops: number): void;
  /** Of each client's first connection: above all that were numbered before, where those are remembered. */
  firstVersion?: number;
}

export interface Broker {
  /** Publishes on behalf of the service: rules, presence, the data plane. */
  publish(message: Message & { retain?: boolean }, qos: 0 | 1, hops?: number): void;
  close(): Promise<void>;
}

/** AWS IoT's message broker on aedes, over TCP and WebSocket: aedes speaks MQTT, the gate says who may. */
export async function startBroker({ onMessage, whenRoom, firstVersion, ...options }: BrokerOptions): Promise<Broker> {
  const gate = new Gate(options);
  const { authorizePublish, ...hooks } = gate.hooks;
  const aedes = await Aedes.createBroker({
    ...hooks,
    connectTimeout: LIMITS.connectWithin,
    // aedes acknowledges what is authorized, and reads on: so a message is taken here
    authorizePublish: (client, packet, done) =>
      authorizePublish(client, packet, (error) => {
        if (error || !client) return done(error);
        whenRoom(() => {
          take(client, packet);
          done(null);
        });
      }),
  });
  retainNothingForWildcards(aedes);

  const take = (client: Client, { topic, payload }: { topic: string; payload: Buffer | string }) => {
    const { connection } = gate.sessionOf(client) ?? {};
    const about = connection && { principal: connection.principal, sourceIp: connection.ipAddress };
    onMessage({ topic, payload: Buffer.from(payload), clientId: client.id, ...about }, 0);
  };

  const publish: Broker['publish'] = ({ topic, payload, retain = false, ...about }, qos, hops = 0) => {
    const bytes = Buffer.from(payload);
    aedes.publish({ cmd: 'publish', topic, payload: bytes, qos, retain, dup: false }, () => {});
    onMessage({ topic, payload: bytes, ...about }, hops);
  };
  const listeners = await listen(aedes, options);

  aedes.on('unsubscribe', (filters, client) => {
    for (const filter of filters) gate.sessionOf(client)?.filters.delete(filter);
  });
  aedes.on('clientError', (client, error: NodeJS.ErrnoException) => {
    // a socket's own errors have a code; what has none is what the client did
    const session = gate.sessionOf(client);
    if (session && !session.endReason && !error.code) gate.end(client, 'CLIENT_ERROR', error.message);
  });
  aedes.on('keepaliveTimeout', (client) => {
    gate.end(client, 'MQTT_KEEP_ALIVE_TIMEOUT', 'it was silent for too long');
  });
  tellLifecycle(aedes, gate, listeners, presence(firstVersion), (event) => publish(event, 1));

  return {
    publish,
    close: async () => {
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      await listeners.close();
    },
  };
}

/** Publishes when a client has connected, and when and why it went. */
function tellLifecycle(
  aedes: Aedes,
  gate: Gate,
  listeners: Listeners,
  lifecycle: ReturnType<typeof presence>,
  publish: (event: Message) => void,
): void {
  aedes.on('clientReady', (client) => {
    const session = gate.sessionOf(client)!;
    const about = { clientId: client.id, principal: session.permit.principal, ipAddress: HOST };
    const [connection, event] = lifecycle.connected(about, Date.now());
    session.connection = connection;
    if (hasLifecycle(client)) publish(event);
  });
  aedes.on('clientDisconnect', (client) => {
    const session = gate.leave(client);
    if (!session?.connection) return;
    const hasSaidGoodbye = hasSentDisconnect(client) || listeners.closedByFrame(client);
    const reason = session.endReason ?? (hasSaidGoodbye ? 'CLIENT_INITIATED_DISCONNECT' : 'CONNECTION_LOST');
    const event = lifecycle.disconnected(session.connection, reason, Date.now());
    if (hasLifecycle(client)) publish(event);
  });
}

/** AWS tells of no client whose id a subscriber to lifecycle events could not name. */
const hasLifecycle = ({ id }: Client) => !/[+#]/.test(id);

/** aedes tells nobody of a DISCONNECT packet; it only notes it here. */
const hasSentDisconnect = (client: Client) => (client as { _disconnected?: boolean })._disconnected === true;

interface Persistence {
  createRetainedStreamCombi(filters: string[]): unknown;
}

/** On AWS a new subscription with wildcards gets nothing that was retained. */
function retainNothingForWildcards(aedes: Aedes): void {
  const { persistence } = aedes as unknown as { persistence: Persistence };
  const retained = persistence.createRetainedStreamCombi.bind(persistence);
  persistence.createRetainedStreamCombi = (filters) => retained(filters.filter((filter) => !/[+#]/.test(filter)));
}
