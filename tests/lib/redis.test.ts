import http, { createServer, type Server } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { aws, withAws } from '../harness/aws.ts';

withAws();
beforeEach(() => {
  aws.secrets.redis_token = 'top-secret';
});

let server: Server | undefined;
afterEach(() => {
  jest.restoreAllMocks();
  server?.closeAllConnections();
  server?.close();
});

/** The client against a server that answers as told. */
async function against(listener: Parameters<typeof createServer>[1]) {
  server = createServer(listener);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  process.env.UPSTASH_REDIS_REST_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  jest.resetModules();
  const { redis } = await import('../../lib/redis.ts');
  return redis();
}

test('an error holds neither the token nor the command', async () => {
  const client = await against((_, response) => response.writeHead(400).end('{"error":"ERR no such thing"}'));
  const error = (await client.set('key', 'a-private-value').catch((one: Error) => one)) as Error;
  expect(error.message).toBe('ERR no such thing');
  const { stack } = error;
  expect(stack).not.toContain('a-private-value');
  expect(stack).not.toContain('top-secret');
});

test('an answer that is no JSON is an error, not a hang', async () => {
  const client = await against((_, response) => response.writeHead(502).end('<html>'));
  await expect(client.get('key')).rejects.toThrow('Redis answered 502');
});

test('a Redis that never answers is an error after five seconds, not a hang', async () => {
  let limit: number | undefined;
  const { request } = http;
  // the limit is put to the test a hundred times faster
  const hurried = (url: string, options: http.RequestOptions, listener: () => void) => {
    if (url.startsWith(process.env.AWS_ENDPOINT_URL!)) return request(url, options, listener);
    limit = options.timeout;
    return request(url, { ...options, ...(limit !== undefined && { timeout: limit / 100 }) }, listener);
  };
  jest.spyOn(http, 'request').mockImplementation(hurried as typeof request);
  const client = await against(() => {});
  await expect(client.ping()).rejects.toThrow('Redis is out of reach: no answer within 5000 ms');
  expect(limit).toBe(5000);
}, 2000);

test('a write that failed is not sent again behind the back of its caller', async () => {
  let requests = 0;
  const client = await against((request) => {
    requests += 1;
    request.socket.destroy();
  });
  await expect(client.incr('key')).rejects.toThrow('Redis is out of reach');
  expect(requests).toBe(1);
});

test('a kept socket that the other end has closed meanwhile is no failure', async () => {
  let requests = 0;
  const client = await against((request, response) => {
    requests += 1;
    request.resume();
    if (requests === 2) request.socket.destroy();
    else response.end('{"result":"PONG"}');
  });
  expect(await client.ping()).toBe('PONG');
  expect(await client.ping()).toBe('PONG');
  expect(requests).toBe(3);
});

test('a missing setting is named', async () => {
  delete process.env.UPSTASH_REDIS_REST_URL;
  jest.resetModules();
  const { redis } = await import('../../lib/redis.ts');
  expect(() => redis()).toThrow('UPSTASH_REDIS_REST_URL');
});

test('an address with https is spoken to over TLS', async () => {
  const asked = jest.spyOn(https, 'request').mockImplementation(() => {
    throw new Error('over TLS');
  });
  process.env.UPSTASH_REDIS_REST_URL = 'https://127.0.0.1:9';
  jest.resetModules();
  const { redis } = await import('../../lib/redis.ts');
  await expect(redis().ping()).rejects.toThrow('over TLS');
  expect(asked).toHaveBeenCalledTimes(1);
});

test('a token that was changed meanwhile is fetched anew, once', async () => {
  const tokens: (string | undefined)[] = [];
  const client = await against((request, response) => {
    tokens.push(request.headers.authorization);
    const isRight = request.headers.authorization === 'Bearer new';
    response.writeHead(isRight ? 200 : 401).end(isRight ? '{"result":"PONG"}' : '{"error":"WRONGPASS"}');
  });
  await expect(client.ping()).rejects.toThrow('WRONGPASS');
  expect(tokens).toEqual(['Bearer top-secret', 'Bearer top-secret']);
  aws.secrets.redis_token = 'new';
  expect(await client.ping()).toBe('PONG');
  expect(tokens.slice(2)).toEqual(['Bearer top-secret', 'Bearer new']);
  expect(await client.ping()).toBe('PONG');
  expect(tokens.slice(4)).toEqual(['Bearer new']);
});
