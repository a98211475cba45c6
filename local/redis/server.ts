import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, HOST } from '../ports.mjs';

const READY_WITHIN = 5000;

export interface RedisServer {
  port: number;
  process: ChildProcess;
  stop(): Promise<void>;
}

/** A real redis-server on a free port of the loopback, in memory alone: what it holds ends with it. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const args = ['--port', port, '--bind', HOST, '--save', '', '--appendonly', 'no', '--dir', tmpdir()];
  const child = spawn('redis-server', [...args.map(String), '--loglevel', 'warning'], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`redis-server ended with code ${code}`)));
  });
  failed.catch(() => {});
  await Promise.race([answering(port), failed]);
  return {
    port,
    process: child,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function answering(port: number): Promise<void> {
  for (const deadline = Date.now() + READY_WITHIN; Date.now() < deadline; await sleep(5)) {
    const answers = await new Promise<boolean>((resolve) => {
      const socket = connect(port, HOST, () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (answers) return;
  }
  throw new Error(`redis-server does not answer on port ${port}`);
}
