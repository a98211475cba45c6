import { Redis } from '@upstash/redis';
import { type RedisServer, startRedis } from '../../../local/redis/server.ts';
import { startUpstash, type UpstashFace } from '../../../local/redis/upstash.ts';

let server: RedisServer;
let face: UpstashFace;
let redis: Redis;

beforeAll(async () => {
  server = await startRedis();
  face = await startUpstash(server.port, { all: 'secret', reads: 'only-reads' });
  redis = new Redis({ url: face.url, token: 'secret', retry: false });
});
afterAll(async () => {
  await face.close();
  await server.stop();
});

const post = async (
  path: string,
  body: unknown,
  headers: Record<string, string> = { authorization: 'Bearer secret' },
) => {
  const response = await fetch(`${face.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
};

test('the stock client reads back what it wrote, whatever the characters', async () => {
  const text = 'ünï ✓ \r\n\0 "quoted" OK';
  expect(await redis.set('text', text)).toBe('OK');
  expect(await redis.get('text')).toBe(text);
  await redis.hset('hash', { a: 1, b: { c: [1, 'x'] } });
  expect(await redis.hgetall('hash')).toEqual({ a: 1, b: { c: [1, 'x'] } });
  expect(await redis.get('missing')).toBeNull();
  expect(await redis.zadd('z', { score: 1.5, member: 'm' })).toBe(1);
  expect(await redis.zrange('z', 0, -1, { withScores: true })).toEqual(['m', 1.5]);
});

test('nobody without the token, on any path', async () => {
  for (const path of ['/', '/pipeline', '/multi-exec']) {
    for (const headers of [{}, { authorization: 'Bearer wrong!' }, { authorization: 'Bearer secre' }]) {
      expect(await post(path, ['PING'], headers as Record<string, string>)).toMatchObject({ status: 401 });
    }
  }
});

test('with the token that only reads, nothing can be written, in a transaction or by a script either', async () => {
  const headers = { authorization: 'Bearer only-reads' };
  await redis.set('seen', 'x');
  expect(await post('/', ['GET', 'seen'], headers)).toEqual({ status: 200, body: { result: 'x' } });
  const both = [
    ['GET', 'seen'],
    ['EXISTS', 'seen'],
  ];
  expect(await post('/multi-exec', both, headers)).toEqual({ status: 200, body: [{ result: 'x' }, { result: 1 }] });
  const refused = { status: 400, body: { error: expect.stringMatching(/^NOPERM/) } };
  for (const command of [
    ['SET', 'seen', 'y'],
    ['DEL', 'seen'],
    ['EVAL', "return redis.call('GET', 'seen')", '0'],
  ]) {
    expect(await post('/', command, headers)).toEqual(refused);
  }
  expect(await post('/multi-exec', [['DEL', 'seen']], headers)).toMatchObject({ status: 400 });
  expect(await redis.get('seen')).toBe('x');
});

test("errors are Redis's own words with 400", async () => {
  expect(await post('/', ['GET'])).toEqual({
    status: 400,
    body: { error: "ERR wrong number of arguments for 'get' command" },
  });
  expect(await post('/', ['EVALSHA', 'f'.repeat(40), '0'])).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('NOSCRIPT') },
  });
  expect(await post('/', 'no command')).toMatchObject({ status: 400 });
});

test('a pipeline answers item by item, in order', async () => {
  const { status, body } = await post('/pipeline', [
    ['SET', 'n', '1'],
    ['INCR', 'n'],
    ['LPUSH', 'n', 'x'],
    ['GET', 'n'],
  ]);
  expect(status).toBe(200);
  expect(body).toEqual([
    { result: 'OK' },
    { result: 2 },
    { error: expect.stringContaining('WRONGTYPE') },
    { result: '2' },
  ]);
});

test('a transaction is one step for all others', async () => {
  await redis.set('total', 0);
  const transfer = () =>
    redis.multi().incrby('total', 5).decrby('total', 5).get('total').exec<[number, number, number]>();
  const results = await Promise.all(Array.from({ length: 50 }, transfer));
  expect(results.every(([more, less, now]) => more === 5 && less === 0 && now === 0)).toBe(true);
});

test('a script runs by its hash after the first time, with the flags that only Upstash knows', async () => {
  const text = '#!lua flags=allow-key-locking\nreturn redis.call("INCR", KEYS[1])';
  const script = redis.createScript<number>(text);
  expect(await script.exec(['counter'], [])).toBe(1);
  expect(await script.evalsha(['counter'], [])).toBe(2);
});

test('base64 answers are what the client decodes, nested ones too', async () => {
  const headers = { authorization: 'Bearer secret', 'upstash-encoding': 'base64' };
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  expect((await post('/', ['ECHO', 'hé'], headers)).body).toEqual({ result: encoded('hé') });
  expect((await post('/', ['SET', 'k', 'v'], headers)).body).toEqual({ result: 'OK' });
  expect((await post('/', ['EVAL', 'return {1, {"a"}}', '0'], headers)).body).toEqual({ result: [1, [encoded('a')]] });
});
