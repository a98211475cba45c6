import { Redis } from '@upstash/redis';
import { setting } from './config.ts';
import { request } from './request.ts';
import { forgetSecret, secret } from './secret.ts';
import { SECOND } from './time.ts';

const TIMEOUT = 5 * SECOND;

declare const REDIS_TOKEN: 'redis_token' | 'redis_read_token';
/** build.mjs gives a bundle that only reads the token that only reads. */
const TOKEN = typeof REDIS_TOKEN === 'undefined' ? 'redis_token' : REDIS_TOKEN;

type Requester = ConstructorParameters<typeof Redis>[0] & { request: unknown };
type Reply = { result?: unknown; error?: string };

let shared: Redis | undefined;

/** The warm function's one client. Replies arrive as Redis sent them: strings stay strings. */
export function redis(): Redis {
  shared ??= new RestRedis(setting('UPSTASH_REDIS_REST_URL'));
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
  constructor(url: string) {
    // the token is a secret, which is fetched when it is needed
    const options = { url, token: 'fetched', automaticDeserialization: false, enableAutoPipelining: false };
    super({ ...options, enableTelemetry: false });
    this.client = requester(url) as typeof this.client;
  }
}

/**
 * Upstash's REST protocol, without the client's blind retries, because a caller that may not repeat a write must hear
 * of the first failure. A token that is refused has not run anything: it may have been changed, and is fetched anew.
 */
function requester(url: string): Requester {
  async function ask(path: string, body: string, mayRefetch: boolean): Promise<Reply | Reply[]> {
    const token = await secret(TOKEN);
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const answer = await request(`${url}/${path}`, { method: 'POST', headers, body, timeout: TIMEOUT }).catch(
      ({ message }: Error) => {
        throw new Error(`Redis is out of reach: ${message}`);
      },
    );
    if (answer.status === 401 && mayRefetch) {
      await forgetSecret(TOKEN, token);
      return ask(path, body, false);
    }
    try {
      return JSON.parse(answer.body) as Reply | Reply[];
    } catch {
      throw new Error(`Redis answered ${answer.status} with something other than JSON`);
    }
  }

  return {
    request: ({ path = [], body }: { path?: string[]; body?: unknown }) =>
      ask(path.join('/'), JSON.stringify(body), true),
  } as unknown as Requester;
}
