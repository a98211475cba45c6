import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Loopback, onLoopback } from '../loopback.ts';
import { HOST } from '../ports.mjs';
import type { Broker } from './iot/broker.ts';
import { refusedPublish } from './iot/limits.ts';
import type { DeadLetters } from './queues/dead-letters.ts';
import { asksForSecret, getSecretValue, type Secrets } from './secrets.ts';

interface Parts {
  publish: Broker['publish'];
  letters: DeadLetters;
}

export interface Endpoint extends Loopback {
  /** Begins to answer, with these. */
  serve(parts: Parts): void;
}

/**
 * Where AWS clients find the laptop's services by their endpoint setting alone: the IoT data plane's Publish
 * (https://docs.aws.amazon.com/iot/latest/apireference/API_iotdata_Publish.html), secrets, and the stack's dead letters.
 */
export async function startEndpoint(secrets: Secrets): Promise<Endpoint> {
  let parts: Parts | undefined; // the functions have to know the address before the broker can call them
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (asksForSecret(request)) return answer(...(await getSecretValue(request, secrets)));
    if (!parts) return answer(503, { message: 'not started yet' });
    const url = new URL(`http://${HOST}${request.url}`);
    if (request.method === 'POST' && url.pathname.startsWith('/topics/')) {
      return answer(...(await dataPlanePublish(url, request, parts.publish)));
    }
    if (request.method === 'GET' && url.pathname === '/dead-letters') return answer(200, parts.letters.all());
    return answer(404, { message: 'Not Found' });
  });
  return {
    ...(await onLoopback(server)),
    serve: (given) => {
      parts = given;
    },
  };
}

async function dataPlanePublish(
  url: URL,
  request: IncomingMessage,
  publish: Broker['publish'],
): Promise<[number, object]> {
  const topic = decoded(url.pathname.slice('/topics/'.length));
  const qos = Number(url.searchParams.get('qos') ?? 0);
  const payload = await buffer(request);
  const reason = qos === 0 || qos === 1 ? refusedPublish({ topic, payload, qos }) : `qos must be 0 or 1, not ${qos}`;
  if (reason) return [400, { message: reason, __type: 'InvalidRequestException' }];
  publish({ topic, payload, retain: url.searchParams.get('retain') === 'true' }, qos as 0 | 1);
  return [200, { message: 'OK' }];
}

/** A path that cannot be read names no topic. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}
