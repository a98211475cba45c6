import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOST } from '../ports.mjs';
import { connectResp } from './resp.ts';
import { type RedisServer, startRedis } from './server.ts';

const PAUSE = 20;

/** A replica of a Redis that is so many ms behind it: whatever the one tells the other is held up for so long. */
export async function startReplica(of: number, behind: number): Promise<RedisServer> {
  const [replica, link] = [await startRedis(), await delayed(of, behind)];
  const connection = connectResp(replica.port);
  await connection.send(['REPLICAOF', HOST, String(link.port)]);
  while (!String(await connection.send(['INFO', 'replication'])).includes('master_link_status:up')) await sleep(PAUSE);
  connection.close();
  return {
    ...replica,
    stop: async () => {
      await replica.stop();
      link.close();
    },
  };
}

/** A port that leads to another, and what comes back from there is held up. */
async function delayed(to: number, behind: number): Promise<{ port: number; close(): void }> {
  const server = createServer((near) => {
    const far = connect(to, HOST);
    near.pipe(far);
    far.on('data', (bytes) => setTimeout(() => near.write(bytes), behind));
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
    for (const socket of [near, far]) socket.on('error', () => {}); // 'close' follows
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  return { port: (server.address() as { port: number }).port, close: () => server.close() };
}
