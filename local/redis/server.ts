import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, HOST } from '../ports.mjs';
import { connectResp } from './resp.ts';

const READY_WITHIN = 60_000;
const TRY_AGAIN = 5;

export interface RedisServer {
  port: number;
  process: ChildProcess;
  stop(): Promise<void>;
}

interface Place {
  /** A free one where it is not given. */
  port?: number;
  /** Where what it holds is kept; without one that ends with it. */
  folder?: string;
}

/** The log of what was written goes to the disk every second: a Redis that is killed loses no more than that. */
const keptIn = (folder: string) => [
  ...['--appendonly', 'yes', '--appendfsync', 'everysec'],
  ...['--dir', folder, '--pidfile', join(folder, 'redis.pid')],
];
/** No file is read, whoever has left one there, and none written, as a replica otherwise does with what it is sent. */
const FORGOTTEN = [
  ...['--appendonly', 'no', '--dir', tmpdir(), '--dbfilename', 'skein-has-none.rdb'],
  ...['--repl-diskless-sync', 'yes', '--repl-diskless-load', 'swapdb'],
];

/** A real redis-server on the loopback. Rejects when it ends before it answers. */
export async function startRedis({ port: wanted, folder }: Place = {}): Promise<RedisServer> {
  const port = wanted ?? (await freePort());
  const args = ['--port', String(port), '--bind', HOST, '--save', '', '--loglevel', 'warning'];
  const child = spawn('redis-server', [...args, ...(folder ? keptIn(folder) : FORGOTTEN)], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const failed = new AbortController();
  child.once('error', (error) => failed.abort(error));
  child.once('exit', (code) => failed.abort(new Error(`redis-server ended with code ${code}`)));
  await answering(port, failed.signal);
  return {
    port,
    process: child,
    stop: async () => {
      child.kill(folder ? 'SIGTERM' : 'SIGKILL'); // the first lets it write what is left
      await ended;
    },
  };
}

/** It does not say PONG before it has read what was kept. */
async function answering(port: number, failed: AbortSignal): Promise<void> {
  const connection = connectResp(port);
  try {
    for (const deadline = Date.now() + READY_WITHIN; Date.now() < deadline; await sleep(TRY_AGAIN)) {
      const reply = String(await connection.send(['PING']).catch(() => ''));
      failed.throwIfAborted();
      if (reply === 'PONG') return;
    }
    throw new Error(`redis-server does not answer on port ${port}`);
  } finally {
    connection.close();
  }
}
