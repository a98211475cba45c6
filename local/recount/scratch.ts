import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { hearMetrics } from '../aws/metrics.ts';
import { asksForSecret, getSecretValue } from '../aws/secrets.ts';
import { environmentOf, LOCAL_CODE_KEYS } from '../environment.ts';
import { onLoopback } from '../loopback.ts';
import { startRedis } from '../redis/server.ts';
import { startUpstash } from '../redis/upstash.ts';

type Handler = (event: unknown) => Promise<unknown>;

/** Functions of the deployment around an empty Redis of their own. */
export interface Scratch {
  /** Calls a function, by its bundle, as if it were `at` (ms). */
  call(bundle: string, event: unknown, at?: number): Promise<unknown>;
  stop(): Promise<void>;
}

const FOLDER = 'dist';

/** Starts what the functions need; what they publish goes nowhere. They run in this process, and take its environment. */
export async function startScratch(): Promise<Scratch> {
  if (!existsSync(FOLDER)) throw new Error('the functions are not bundled yet; npm run build does it');
  const redis = await startRedis();
  const tokens = { all: randomUUID(), reads: randomUUID() };
  const upstash = await startUpstash(redis.port, tokens);
  const code_keys = JSON.stringify(LOCAL_CODE_KEYS);
  const secrets = { redis_token: tokens.all, redis_read_token: tokens.reads, code_keys };
  const endpoint = await onLoopback(
    createServer(async (request, response) => {
      const [status, answer] = asksForSecret(request) ? await getSecretValue(request, secrets) : [200, {}];
      response.writeHead(status).end(JSON.stringify(answer));
    }),
  );
  const { all, asked } = environmentOf({ redis_rest: upstash.url, jwks: '', endpoint: endpoint.url });
  hearMetrics(() => {}); // what is measured here is nobody's
  Object.assign(process.env, all, asked, { RULE_PREFIX: 'skein_recount', POWERTOOLS_LOG_LEVEL: 'ERROR' });

  const load = createRequire(import.meta.url);
  return {
    call: async (bundle, event, at) => {
      const { handler } = load(`../../${FOLDER}/${bundle}.cjs`) as { handler: Handler };
      const clock = Date.now;
      if (at !== undefined) Date.now = () => at;
      try {
        return await handler(event);
      } finally {
        Date.now = clock;
      }
    },
    stop: async () => {
      await endpoint.close();
      await upstash.close();
      await redis.stop();
    },
  };
}
