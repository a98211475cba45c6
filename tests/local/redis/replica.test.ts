import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Redis } from '@upstash/redis';
import { HOST } from '../../../local/ports.mjs';
import { startReplica } from '../../../local/redis/replica.ts';
import { connectResp } from '../../../local/redis/resp.ts';
import { type RedisServer, startRedis } from '../../../local/redis/server.ts';
import { startUpstash, type UpstashFace } from '../../../local/redis/upstash.ts';
import { eventually } from '../../harness/eventually.ts';

const BEHIND = 400;
const GET = "return redis.call('GET', KEYS[1])";

/** Where the replica hears of what is written, which is no other than what holds it up. */
async function linkOf({ port }: RedisServer): Promise<number> {
  const connection = connectResp(port);
  const said = String(await connection.send(['INFO', 'replication']));
  connection.close();
  return Number(/master_port:(\d+)/.exec(said)![1]);
}

const takesConnections = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, HOST, () => resolve(true));
    socket.once('connect', () => socket.destroy());
    socket.once('error', () => resolve(false));
  });

let server: RedisServer;
let replica: RedisServer;
let face: UpstashFace;
let [redis, reader]: Redis[] = [];
beforeAll(async () => {
  server = await startRedis();
  replica = await startReplica(server.port, BEHIND);
  face = await startUpstash(server.port, { all: 'secret', reads: 'only-reads' }, replica.port);
  [redis, reader] = ['secret', 'only-reads'].map((token) => new Redis({ url: face.url, token, retry: false }));
});
afterAll(async () => {
  await face.close();
  await replica.stop();
  await server.stop();
});

test('a replica leaves no file behind that another Redis would begin with', async () => {
  const connection = connectResp(replica.port);
  const [, folder] = (await connection.send(['CONFIG', 'GET', 'dir'])) as Buffer[];
  const [, file] = (await connection.send(['CONFIG', 'GET', 'dbfilename'])) as Buffer[];
  connection.close();
  expect(existsSync(join(String(folder), String(file)))).toBe(false);
});

test('a plain read is behind for as long as it was asked for, by either token; a script and a transaction are not', async () => {
  await redis!.set('bike', 'free');
  await eventually(async () => expect([await redis!.get('bike'), await reader!.get('bike')]).toEqual(['free', 'free']));

  const changed = performance.now();
  await redis!.set('bike', 'taken');
  const script = await redis!.eval(GET, ['bike'], []);
  const [within] = await redis!.multi().get('bike').exec();
  const plain = [await redis!.get('bike'), await reader!.get('bike'), (await redis!.pipeline().get('bike').exec())[0]];
  expect(performance.now() - changed).toBeLessThan(BEHIND);
  expect([script, within, plain]).toEqual(['taken', 'taken', ['free', 'free', 'free']]);

  await eventually(async () => expect(await redis!.get('bike')).toBe('taken'));
  expect(performance.now() - changed).toBeGreaterThan(BEHIND / 2);
});

test('a command that only reads is known in capitals, too', async () => {
  await redis!.set('chair', 'free');
  await eventually(async () => expect(await redis!.get('chair')).toBe('free'));
  await redis!.set('chair', 'taken');
  const headers = { authorization: 'Bearer secret' };
  const answer = await fetch(face.url, { method: 'POST', headers, body: JSON.stringify(['GET', 'chair']) });
  expect(await answer.json()).toEqual({ result: 'free' });
});

test('a replica that is stopped leaves nothing behind', async () => {
  const link = await linkOf(replica);
  expect(await takesConnections(link)).toBe(true);
  await replica.stop();
  expect(await takesConnections(link)).toBe(false);
});

test('what a replica was sent is gone with it: the next Redis begins with nothing', async () => {
  const first = await startRedis();
  const connection = connectResp(first.port);
  await connection.send(['SET', 'bike', 'free']);
  connection.close();
  const copy = await startReplica(first.port, 0);
  await copy.stop();
  await first.stop();

  const later = await startRedis();
  const asked = connectResp(later.port);
  const size = await asked.send(['DBSIZE']);
  asked.close();
  await later.stop();
  expect(size).toBe(0);
});
