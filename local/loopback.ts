import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HOST } from './ports.mjs';

export interface Loopback {
  url: string;
  close(): Promise<void>;
}

/** How long a client may take to send the head of a request, and all of it, ms. */
const [HEAD_WITHIN, REQUEST_WITHIN] = [10_000, 60_000];

/** Lets an HTTP server listen on the loopback, on a free port unless one is given; closing it ends what is still connected. */
export async function onLoopback(server: Server, port = 0): Promise<Loopback> {
  Object.assign(server, { headersTimeout: HEAD_WITHIN, requestTimeout: REQUEST_WITHIN });
  await new Promise<void>((resolve) => server.listen(port, HOST, resolve));
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
