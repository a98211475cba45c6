import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Redis } from '@upstash/redis';
import { freePort, HOST } from '../../../local/ports.mjs';
import { type RedisServer, startRedis } from '../../../local/redis/server.ts';
import { startUpstash, type UpstashFace } from '../../../local/redis/upstash.ts';
import { eventually } from '../../harness/eventually.ts';

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

describe('a connection that is lost', () => {
  let wire: Wire;
  let own: UpstashFace;
  const ask = async (command: string[], token = 'secret') => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(own.url, { method: 'POST', headers, body: JSON.stringify(command) });
    return [response.status, await response.json()];
  };
  beforeEach(async () => {
    wire = await wireTo(server.port);
    own = await startUpstash(wire.port, { all: 'secret', reads: 'only-reads' });
  });
  afterEach(async () => {
    await own.close();
    wire.close();
  });

  test('fails what is under way, which is not sent again, and is made anew for what comes later', async () => {
    wire.withhold();
    const under = ['one', 'two'].map((key) => ask(['INCR', key]));
    await eventually(async () => expect(await redis.mget('one', 'two')).toEqual([1, 1]));
    wire.cut();
    const lost = [503, { error: expect.stringContaining('the connection to Redis was lost') }];
    expect(await Promise.all(under)).toEqual([lost, lost]);
    expect(await ask(['GET', 'one'])).toEqual([200, { result: '1' }]);
    expect(await ask(['GET', 'two'], 'only-reads')).toEqual([200, { result: '1' }]);
    expect(await ask(['DEL', 'two'], 'only-reads')).toEqual([400, { error: expect.stringMatching(/^NOPERM/) }]);
  });

  test('is told while nobody is there', async () => {
    wire.close();
    const told = [503, { error: 'Redis cannot be reached: ECONNREFUSED' }];
    await eventually(async () => expect(await ask(['PING'])).toEqual(told));
  });
});

test('a Redis that was killed and has forgotten its scripts runs them again', async () => {
  const port = await freePort();
  const first = await startRedis({ port });
  const own = await startUpstash(port, { all: 'secret', reads: 'only-reads' });
  const client = new Redis({ url: own.url, token: 'secret', retry: false });
  const script = client.createScript<number>(
    '#!lua flags=allow-key-locking\nreturn redis.call("INCRBY", KEYS[1], ARGV[1])',
  );
  expect(await script.exec(['sum'], ['1'])).toBe(1);
  await first.stop();
  const second = await startRedis({ port });
  await expect(script.evalsha(['sum'], ['2'])).rejects.toThrow('NOSCRIPT');
  expect(await script.exec(['sum'], ['2'])).toBe(2);
  expect(await script.evalsha(['sum'], ['3'])).toBe(5);
  await own.close();
  await second.stop();
});

test('a user, a password and a database are those of the URL; what is wrong with them is told without them', async () => {
  await redis.exec(['ACL', 'SETUSER', 'anna', 'on', '>pass:word', '~*', '+@all']);
  const tokens = { all: 'secret', reads: 'only-reads' };
  const at = (rest: string) => new URL(`redis://anna:${rest.replace('@', `@127.0.0.1:${server.port}`)}`);
  const own = await startUpstash(at('pass%3Aword@/3'), tokens);
  const client = new Redis({ url: own.url, token: 'secret', retry: false });
  await client.set('where', 'three');
  expect(await redis.get('where')).toBeNull();
  await redis.exec(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);
  await eventually(async () => expect(await client.get('where')).toBe('three'));
  await own.close();
  await expect(startUpstash(at('guess@'), tokens)).rejects.toThrow(/^Redis refuses AUTH: WRONGPASS(?!.*guess)/);
  await expect(startUpstash(at('pass%3Aword@/99'), tokens)).rejects.toThrow('Redis refuses SELECT: ERR DB index');
});

interface Wire {
  port: number;
  /** Lets no more replies through. */
  withhold(): void;
  cut(): void;
  close(): void;
}

/** A port that leads to another one, for as long as it is not cut. */
async function wireTo(port: number): Promise<Wire> {
  const lines: [near: Socket, far: Socket][] = [];
  const wire = createServer((near) => {
    const far = connect(port, HOST);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => {});
    lines.push([near, far]);
  }).listen(0, HOST);
  await once(wire, 'listening');
  const cut = () => {
    for (const socket of lines.splice(0).flat()) socket.destroy();
  };
  return {
    port: (wire.address() as AddressInfo).port,
    withhold: () => {
      for (const [near, far] of lines) far.unpipe(near);
    },
    cut,
    close: () => {
      cut();
      wire.close();
    },
  };
}
