import { Agent as HttpAgent, request as http } from 'node:http';
import { Agent as HttpsAgent, request as https } from 'node:https';
import { Redis } from '@upstash/redis';
import { setting } from './config.ts';
import { SECOND } from './time.ts';

const TIMEOUT = 5 * SECOND;

type Requester = ConstructorParameters<typeof Redis>[0] & { request: unknown };
type Reply = { result?: unknown; error?: string };

let shared: Redis | undefined;

/** The warm function's one client. Replies arrive as Redis sent them: strings stay strings. */
export function redis(): Redis {
  shared ??= new RestRedis(setting('UPSTASH_REDIS_REST_URL'), setting('UPSTASH_REDIS_REST_TOKEN'));
  return shared;
}

/** A hash reply (field, value, field, value, …) as a map. */
export function hashOf(reply: unknown): Map<string, string> {
  const flat = (reply ?? []) as string[];
  const hash = new Map<string, string>();
  for (let i = 0; i < flat.length; i += 2) hash.set(flat[i]!, flat[i + 1]!);
  return hash;
}

class RestRedis extends Redis {
  constructor(url: string, token: string) {
    super({ url, token, automaticDeserialization: false, enableAutoPipelining: false, enableTelemetry: false });
    this.client = requester(url, token) as typeof this.client;
  }
}

/**
 * Upstash's REST protocol on a kept-alive socket: a third of the CPU of the client's own fetch, and no blind
 * retries, because a caller that may not repeat a write must hear of the first failure.
 */
function requester(url: string, token: string): Requester {
  const secure = url.startsWith('https:');
  const send = secure ? https : http;
  const agent = new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true });

  function attempt(path: string, body: string, mayRetry: boolean): Promise<Reply | Reply[]> {
    return new Promise((resolve, reject) => {
      const request = send(
        `${url}/${path}`,
        {
          method: 'POST',
          agent: mayRetry ? agent : false,
          timeout: TIMEOUT,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            try {
              resolve(JSON.parse(Buffer.concat(chunks).toString()) as Reply | Reply[]);
            } catch {
              reject(new Error(`Redis answered ${response.statusCode} with something other than JSON`));
            }
          });
        },
      );
      request.on('timeout', () => request.destroy(new Error(`Redis did not answer within ${TIMEOUT} ms`)));
      request.on('error', (error: NodeJS.ErrnoException) => {
        // After a pause a function may find its kept sockets closed by the other end; a new one will do. If the request
        // had been read after all, it is done twice, which every write of ours tolerates.
        if (mayRetry && request.reusedSocket && error.code === 'ECONNRESET') resolve(attempt(path, body, false));
        else reject(new Error(`Redis is out of reach: ${error.code ?? error.message}`));
      });
      request.end(body);
    });
  }

  return {
    request: ({ path = [], body }: { path?: string[]; body?: unknown }) =>
      attempt(path.join('/'), JSON.stringify(body), true),
  } as unknown as Requester;
}
