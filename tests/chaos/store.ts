import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startReplica } from '../../local/redis/replica.ts';
import { connectResp } from '../../local/redis/resp.ts';
import { type RedisServer, startRedis } from '../../local/redis/server.ts';
import { startUpstash } from '../../local/redis/upstash.ts';

export const TOKENS = { all: 'all', reads: 'reads' };
/** How far the replica that answers plain reads is behind, in real ms. */
const STALE = 15;

/** A Redis that keeps what it has acknowledged, behind the REST face and with a stale replica; it can be killed. */
export async function startStore() {
  const folder = mkdtempSync(join(tmpdir(), 'skein-chaos-'));
  let server = await startKeeping(folder);
  const { port } = server;
  const replica = await startReplica(port, STALE);
  const face = await startUpstash(port, TOKENS, replica.port);
  return {
    url: face.url,
    port,
    /** Kills it, whatever it is doing, and starts it again on what it has kept. */
    async kill(): Promise<void> {
      server.process.kill('SIGKILL');
      await once(server.process, 'exit');
      server = await startKeeping(folder, port);
    },
    /** Until the replica, which begins anew when its Redis was killed, has all that this has. */
    async caughtUp(): Promise<void> {
      while ((await offsetOf(replica.port)) !== (await offsetOf(port))) await sleep(STALE);
    },
    async stop(): Promise<void> {
      await face.close();
      await replica.stop();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Store = Awaited<ReturnType<typeof startStore>>;

/** One whose log is on the disk before it answers. */
async function startKeeping(folder: string, port?: number): Promise<RedisServer> {
  const server = await startRedis({ folder, ...(port !== undefined && { port }) });
  await ask(server.port, ['CONFIG', 'SET', 'appendfsync', 'always']);
  return server;
}

/** How much of what was written it knows of; nothing while it is not connected to what it copies. */
async function offsetOf(port: number): Promise<string | undefined> {
  const said = await ask(port, ['INFO', 'replication']);
  return said.includes('master_link_status:down') ? undefined : /master_repl_offset:(\d+)/.exec(said)?.[1];
}

async function ask(port: number, command: string[]): Promise<string> {
  const connection = connectResp(port);
  const reply = await connection.send(command);
  connection.close();
  return String(reply);
}
