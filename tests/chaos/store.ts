import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, HOST } from '../../local/ports.mjs';
import { startReplica } from '../../local/redis/replica.ts';
import { connectResp } from '../../local/redis/resp.ts';
import { startUpstash, type UpstashFace } from '../../local/redis/upstash.ts';

export const TOKENS = { all: 'all', reads: 'reads' };
/** How far the replica that answers plain reads is behind, in real ms. */
const STALE = 15;

/** A Redis that keeps what it has acknowledged, behind the REST face and with a stale replica; it can be killed. */
export async function startStore() {
  const folder = mkdtempSync(join(tmpdir(), 'skein-chaos-'));
  const port = await freePort();
  let server = await startRedis(port, folder);
  const replica = await startReplica(port, STALE);
  let face: UpstashFace = await startUpstash(port, TOKENS, replica.port);
  return {
    url: (): string => face.url,
    port,
    /** Kills it, whatever it is doing, and starts it again on what it has kept. */
    async kill(): Promise<void> {
      await end(server);
      await face.close();
      server = await startRedis(port, folder);
      face = await startUpstash(port, TOKENS, replica.port);
    },
    /** Until the replica, which begins anew when its Redis was killed, has all that this has. */
    async caughtUp(): Promise<void> {
      while ((await offsetOf(replica.port)) !== (await offsetOf(port))) await sleep(STALE);
    },
    async stop(): Promise<void> {
      await face.close();
      await replica.stop();
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Store = Awaited<ReturnType<typeof startStore>>;

async function startRedis(port: number, folder: string): Promise<ChildProcess> {
  const args = ['--port', port, '--bind', HOST, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
  const server = spawn('redis-server', [...args.map(String), '--dir', folder, '--loglevel', 'warning'], {
    stdio: 'ignore',
  });
  while (!(await answers(port))) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with code ${server.exitCode}`);
    await sleep(2);
  }
  return server;
}

/** How much of what was written it knows of; nothing while it is not connected to what it copies. */
async function offsetOf(port: number): Promise<string | undefined> {
  const connection = connectResp(port);
  const said = String(await connection.send(['INFO', 'replication']));
  connection.close();
  return said.includes('master_link_status:down') ? undefined : /master_repl_offset:(\d+)/.exec(said)?.[1];
}

/** It accepts connections before it has read its file. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, HOST, () => socket.write('PING\r\n'));
    socket.once('data', (reply) => {
      socket.destroy();
      resolve(String(reply).startsWith('+PONG'));
    });
    socket.once('error', () => resolve(false));
  });

const end = (server: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGKILL');
  });
