import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Aedes, Client } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { HOST } from '../../ports.mjs';
import { LIMITS } from './limits.ts';
import { limitPackets } from './packets.ts';
import { tlsServer } from './tls.ts';

const WITHOUT_CLOSE_FRAME = 1006;

/** A connection that says nothing for so long, ms, is asked by TCP whether it is still there. */
const PROBED_AFTER = 60_000;
/** Of a WebSocket, bytes; it may hold several packets. */
const LARGEST_FRAME = 1024 * 1024;

const limited = (connection: Duplex) => limitPackets(connection, LIMITS.connectBytes, LIMITS.packetBytes);

export interface Listeners {
  /** Whether a WebSocket client has said that it goes. */
  closedByFrame(client: Client): boolean;
  close(): Promise<void>;
}

/** Where the broker listens. */
export interface Fronts {
  mqttPort: number;
  wsPort: number;
  /** None where it is 0. */
  tlsPort?: number;
  say(line: string): void;
}

/** The broker's fronts: MQTT over TCP, over WebSocket, and where it is asked for over TLS. */
export async function listen(aedes: Aedes, { mqttPort, wsPort, tlsPort = 0, say }: Fronts): Promise<Listeners> {
  const sockets = new Set<Socket>();
  const goodbyes = new WeakSet<Client>();
  const handle = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(limited(socket.setNoDelay().setKeepAlive(true, PROBED_AFTER)));
  };
  const tcp = createTcpServer(handle);
  const tls = tlsPort > 0 ? [tlsServer(handle, say)] : [];
  const patience = { headersTimeout: LIMITS.connectWithin, requestTimeout: LIMITS.connectWithin };
  const web = createHttpServer({ ...patience, connectionsCheckingInterval: 1000 }, (_, response) => {
    response.writeHead(426, { upgrade: 'websocket' }).end();
  });
  new WebSocketServer({ server: web, maxPayload: LARGEST_FRAME }).on('connection', (socket, request) => {
    request.socket.setKeepAlive(true, PROBED_AFTER);
    const client = aedes.handle(limited(createWebSocketStream(socket)), request);
    socket.once('close', (code) => code !== WITHOUT_CLOSE_FRAME && goodbyes.add(client));
  });
  await Promise.all([ready(tcp, mqttPort), ready(web, wsPort), ...tls.map((server) => ready(server, tlsPort))]);
  return {
    closedByFrame: (client) => goodbyes.has(client),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      web.closeAllConnections();
      await Promise.all([tcp, web, ...tls].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

const ready = (server: Server, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
