import { type RedisServer, startRedis } from '../../local/redis/server.ts';
import { startUpstash, type UpstashFace } from '../../local/redis/upstash.ts';

const TOKEN = 'test-token';

/** A Redis of this test file's own behind its REST face, set as the functions' environment. */
export function withRedis(): void {
  let server: RedisServer;
  let face: UpstashFace;
  beforeAll(async () => {
    server = await startRedis();
    face = await startUpstash(server.port, TOKEN);
    process.env.UPSTASH_REDIS_REST_URL = face.url;
    process.env.UPSTASH_REDIS_REST_TOKEN = TOKEN;
    process.env.RULE_PREFIX = 'skein_test';
  });
  afterAll(async () => {
    await face.close();
    await server.stop();
  });
}
