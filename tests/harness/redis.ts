import { type RedisServer, startRedis } from '../../local/redis/server.ts';
import { startUpstash, type UpstashFace } from '../../local/redis/upstash.ts';
import { aws, withAws } from './aws.ts';

const TOKENS = { all: 'test-token', reads: 'test-read-token' };

/** A Redis of this test file's own behind its REST face, set as the functions' environment. */
export function withRedis(): void {
  withAws();
  let server: RedisServer;
  let face: UpstashFace;
  beforeAll(async () => {
    server = await startRedis();
    face = await startUpstash(server.port, TOKENS);
    Object.assign(aws.secrets, { redis_token: TOKENS.all, redis_read_token: TOKENS.reads });
    process.env.UPSTASH_REDIS_REST_URL = face.url;
    process.env.RULE_PREFIX = 'skein_test';
  });
  afterAll(async () => {
    await face.close();
    await server.stop();
  });
}
