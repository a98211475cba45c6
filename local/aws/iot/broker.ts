import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { Aedes, type AuthenticateError, type Client } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { HOST } from '../../ports.mjs';
import type { Message } from '../iot-sql/index.ts';
import type { Credentials, Permit } from './authorizer.ts';
import { refusedClientId, refusedPublish, refusedSubscribe } from './limits.ts';
import { type DisconnectReason, presence } from './presence.ts';
import { keepUp, mayReceive, newSession, type Session } from './session.ts';

export interface BrokerOptions {
  mqttPort: number;
  wsPort: number;
  permitFor(credentials: Credentials): Promise<Permit>;
  /** Hears every message that was taken, with the number of times that rules have republished it. */
  onMessage(message: Message, hops: number): void;
  say(line: string): void;
}

export interface Broker {
  /** Publishes on behalf of the service: rules, presence, the data plane. */
  publish(message: Message & { retain?: boolean }, qos: 0 | 1, hops?: number): void;
  close(): Promise<void>;
}

interface Persistence {
  createRetainedStreamCombi(filters: string[]): unknown;
}

const NOT_AUTHORIZED = 5;
const WITHOUT_CLOSE_FRAME = 1006;

/** AWS IoT's message broker on aedes, over TCP and WebSocket: aedes speaks MQTT, this says who may and what AWS takes. */
export async function startBroker({ mqttPort, wsPort, permitFor, onMessage, say }: BrokerOptions): Promise<Broker> {
  const sessions = new WeakMap<Client, Session>();
  const byClientId = new Map<string, Client>();
  const sockets = new Set<Socket>();
  const closedByFrame = new WeakSet<Client>();
  const lifecycle = presence();

  /** Closes a connection, keeping the reason for its lifecycle event. */
  function end(client: Client, reason: DisconnectReason, detail: string): Error {
    const session = sessions.get(client);
    if (session) session.endReason ??= reason;
    say(`mqtt: ${client.id} is disconnected, ${reason}: ${detail}`);
    return new Error(detail);
  }

  async function admit(client: Client, username: string | undefined, password: Buffer | undefined): Promise<void> {
    const refused = refusedClientId(client.id);
    if (refused) throw new Error(refused);
    const renew = () => permitFor({ clientId: client.id, username, password });
    const session = newSession(await renew());
    if (client.closed) throw new Error('it has gone before it was let in');
    sessions.set(client, session);
    const predecessor = byClientId.get(client.id);
    if (predecessor) end(predecessor, 'DUPLICATE_CLIENTID', 'a new connection has its client id');
    byClientId.set(client.id, client);
    keepUp(session, renew, (reason) => {
      end(client, reason, 'its permit is over');
      client.close();
    });
  }

  const aedes = await Aedes.createBroker({
    authenticate: (client, username, password, done) => {
      admit(client, username, password).then(
        () => done(null, true),
        (error: Error) => {
          say(`mqtt: ${client.id} may not connect: ${error.message}`);
          done(Object.assign(error, { returnCode: NOT_AUTHORIZED }) as unknown as AuthenticateError, false);
        },
      );
    },
    authorizePublish: (client, packet, done) => {
      const session = client && sessions.get(client);
      if (!client || !session) return done(new Error('not connected'));
      const refused = refusedPublish(packet);
      if (refused) return done(end(client, 'CLIENT_ERROR', refused));
      const may = session.permit.may('Publish', packet.topic);
      const mayRetain = !packet.retain || session.permit.may('RetainPublish', packet.topic);
      if (!may || !mayRetain) return done(end(client, 'AUTH_ERROR', `it may not publish to ${packet.topic}`));
      return done(null);
    },
    authorizeSubscribe: (client, subscription, done) => {
      const session = sessions.get(client);
      if (!session) return done(new Error('not connected'));
      const others = session.filters.size - (session.filters.has(subscription.topic) ? 1 : 0);
      const refused = refusedSubscribe(subscription, others);
      if (refused) return done(end(client, 'CLIENT_ERROR', refused));
      if (!session.permit.may('Subscribe', subscription.topic)) {
        say(`mqtt: ${client.id} may not subscribe to ${subscription.topic}`);
        return done(null, null); // a SUBACK of 0x80, and the connection goes on
      }
      session.filters.add(subscription.topic);
      return done(null, subscription);
    },
    authorizeForward: (client, packet) => {
      const session = sessions.get(client);
      return session && mayReceive(session, packet) ? packet : null;
    },
  });

  // A new subscription with wildcards gets nothing that was retained.
  const { persistence } = aedes as unknown as { persistence: Persistence };
  const retained = persistence.createRetainedStreamCombi.bind(persistence);
  persistence.createRetainedStreamCombi = (filters) => retained(filters.filter((filter) => !/[+#]/.test(filter)));

  const publish: Broker['publish'] = ({ topic, payload, retain = false, ...about }, qos, hops = 0) => {
    const bytes = Buffer.from(payload);
    aedes.publish({ cmd: 'publish', topic, payload: bytes, qos, retain, dup: false }, () => {});
    onMessage({ topic, payload: bytes, ...about }, hops);
  };

  aedes.on('publish', ({ topic, payload }, client) => {
    if (!client) return; // our own, already heard
    const { connection } = sessions.get(client) ?? {};
    const about = connection && { principal: connection.principal, sourceIp: connection.ipAddress };
    onMessage({ topic, payload: Buffer.from(payload), clientId: client.id, ...about }, 0);
  });
  aedes.on('unsubscribe', (filters, client) => {
    for (const filter of filters) sessions.get(client)?.filters.delete(filter);
  });
  aedes.on('clientError', (client, error: NodeJS.ErrnoException) => {
    // a socket's own errors have a code; what has none is what the client did
    const session = sessions.get(client);
    if (session && !session.endReason && !error.code) end(client, 'CLIENT_ERROR', error.message);
  });
  aedes.on('keepaliveTimeout', (client) => void end(client, 'MQTT_KEEP_ALIVE_TIMEOUT', 'it was silent for too long'));
  aedes.on('clientReady', (client) => {
    const session = sessions.get(client)!;
    const about = { clientId: client.id, principal: session.permit.principal, ipAddress: HOST };
    const [connection, event] = lifecycle.connected(about, Date.now());
    session.connection = connection;
    if (hasLifecycle(client)) publish(event, 1);
  });
  aedes.on('clientDisconnect', (client) => {
    const session = sessions.get(client);
    if (byClientId.get(client.id) === client) byClientId.delete(client.id);
    if (session) session.isOver = true;
    if (!session?.connection) return;
    for (const timer of session.timers) clearTimeout(timer);
    const said = (client as { _disconnected?: boolean })._disconnected || closedByFrame.has(client);
    const reason = session.endReason ?? (said ? 'CLIENT_INITIATED_DISCONNECT' : 'CONNECTION_LOST');
    const event = lifecycle.disconnected(session.connection, reason, Date.now());
    if (hasLifecycle(client)) publish(event, 1);
  });

  const tcp = createTcpServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(socket.setNoDelay());
  });
  const web = createHttpServer();
  new WebSocketServer({ server: web }).on('connection', (socket, request) => {
    const client = aedes.handle(createWebSocketStream(socket), request);
    socket.once('close', (code) => code !== WITHOUT_CLOSE_FRAME && closedByFrame.add(client));
  });
  await Promise.all([listening(tcp, mqttPort), listening(web, wsPort)]);

  return {
    publish,
    close: async () => {
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      web.closeAllConnections();
      await Promise.all([tcp, web].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

/** AWS tells of no client whose id a subscriber to lifecycle events could not name. */
const hasLifecycle = ({ id }: Client) => !/[+#]/.test(id);

const listening = (server: Server, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
