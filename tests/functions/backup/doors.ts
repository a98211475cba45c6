import { restore } from '../../../deploy/backup/load.ts';
import type { Source } from '../../../deploy/backup/source.ts';
import { declarationOf } from '../../../functions/backup/declared.ts';
import { exportTo } from '../../../functions/backup/export.ts';
import { type Rest, restOf } from '../../../functions/backup/rest.ts';
import { connectResp, type Reply, type RespConnection } from '../../../local/redis/resp.ts';
import { type RedisServer, startRedis } from '../../../local/redis/server.ts';
import { startUpstash, type UpstashFace } from '../../../local/redis/upstash.ts';
import { aws, withAws } from '../../harness/aws.ts';

const TOKEN = 'test-token';

/** The real clock, whatever a test says of Date.now: Redis goes by it. */
export const clock = () => Math.round(performance.timeOrigin + performance.now());

export interface Side {
  rest: Rest;
  /** What Redis itself says, past all that is tested. */
  send(...command: (string | number)[]): Promise<Reply>;
}

/** Two Redises of this test file's own; the first is that of the functions. Both are empty when a test begins. */
export function withTwoRedises(): { old: Side; other: Side } {
  withAws();
  const sides = { old: {} as Side, other: {} as Side };
  const open: { server: RedisServer; face: UpstashFace; direct: RespConnection }[] = [];
  beforeAll(async () => {
    for (const side of [sides.old, sides.other]) {
      const server = await startRedis();
      const face = await startUpstash(server.port, { all: TOKEN, reads: 'test-read-token' });
      const direct = connectResp(server.port);
      side.rest = restOf(face.url, TOKEN, []);
      side.send = (...command) => direct.send(command.map(String));
      open.push({ server, face, direct });
    }
    process.env.UPSTASH_REDIS_REST_URL = open[0]!.face.url;
    aws.secrets.redis_token = TOKEN;
    process.env.RULE_PREFIX = 'skein_test';
  });
  beforeEach(async () => {
    for (const { send } of [sides.old, sides.other]) await send('FLUSHALL');
  });
  afterAll(async () => {
    for (const { server, face, direct } of open) {
      direct.close();
      await face.close();
      await server.stop();
    }
  });
  return sides;
}

/** Files of a backup, in memory. */
export type Files = Map<string, Buffer>;

const sourceIn =
  (files: Files): Source =>
  async (name) =>
    files.get(name);

/** Backs up in parts of so many characters. */
export async function backedUp(rest: Rest, part?: number): Promise<Files> {
  const files: Files = new Map();
  const put = async (name: string, body: Buffer) => void files.set(name, body);
  await exportTo(put, { rest, stage: 'test', clock, ...(part && { part }) });
  return files;
}

export const restored = (files: Files, rest: Rest, flush = false, raiseFences = false) =>
  restore(sourceIn(files), rest, { flush, raiseFences, clock, tell: () => {} });

const READ: Record<string, (key: string) => (string | number)[]> = {
  string: (key) => ['GET', key],
  hash: (key) => ['HGETALL', key],
  list: (key) => ['LRANGE', key, 0, -1],
  set: (key) => ['SMEMBERS', key],
  zset: (key) => ['ZRANGE', key, 0, -1, 'WITHSCORES'],
};

interface Content {
  type: string;
  value: string[];
  /** Ms since the epoch, or -1. */
  expires: number;
}

/** All that lies in a Redis, but for what is not in backups. */
export async function contentsOf({ send }: Side): Promise<Map<string, Content>> {
  const keys = ((await send('KEYS', '*')) as Buffer[]).map(String).sort();
  const contents = new Map<string, Content>();
  for (const key of keys) {
    if (declarationOf(key)?.spec.backup === false) continue;
    const type = String(await send('TYPE', key));
    const reply = [await send(...READ[type]!(key))].flat() as Buffer[];
    const value = reply.map((bytes) => bytes.toString('latin1'));
    if (type === 'set') value.sort();
    const pairs = value.map((text, i) => `${text}\n${value[i + 1]}`).filter((_, i) => i % 2 === 0);
    const expires = (await send('PEXPIRETIME', key)) as number;
    contents.set(key, { type, value: type === 'hash' ? pairs.sort() : value, expires });
  }
  return contents;
}

/** They hold the same to the byte, and expire at the same time, give or take a second. */
export async function expectSame(one: Side, other: Side): Promise<void> {
  const [before, after] = [await contentsOf(one), await contentsOf(other)];
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [key, { expires, ...content }] of before) {
    const { expires: later, ...copied } = after.get(key)!;
    expect([key, copied]).toEqual([key, content]);
    expect(Math.abs(later - expires)).toBeLessThan(expires === -1 ? 1 : 1000);
  }
}
