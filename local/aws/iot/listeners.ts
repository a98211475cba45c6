import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Aedes, Client } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { HOST } from '../../ports.mjs';

const WITHOUT_CLOSE_FRAME = 1006;

export interface Listeners {
  /** Whether a WebSocket client has said that it goes. */
  closedByFrame(client: Client): boolean;
  close(): Promise<void>;
}

/** The broker's two fronts: MQTT over TCP, and over WebSocket. */
export async function listen(
  aedes: Aedes,
  { mqttPort, wsPort }: { mqttPort: number; wsPort: number },
): Promise<Listeners> {
  const sockets = new Set<Socket>();
  const goodbyes = new WeakSet<Client>();
  const tcp = createTcpServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(socket.setNoDelay());
  });
  const web = createHttpServer();
  new WebSocketServer({ server: web }).on('connection', (socket, request) => {
    const client = aedes.handle(createWebSocketStream(socket), request);
    socket.once('close', (code) => code !== WITHOUT_CLOSE_FRAME && goodbyes.add(client));
  });
  await Promise.all([ready(tcp, mqttPort), ready(web, wsPort)]);
  return {
    closedByFrame: (client) => goodbyes.has(client),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      web.closeAllConnections();
      await Promise.all([tcp, web].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

const ready = (server: Server, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
