import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, HOST } from './ports.mjs';

const READY_WITHIN = 10_000;
const TRY_AGAIN = 50;

export interface Tsdb {
  url: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

interface Place {
  /** A free one where it is not given. */
  port?: number;
  /** Where its data are kept; without one they end with it. */
  folder?: string;
}

/** A VictoriaMetrics on the loopback; undefined where it is not installed. */
export async function startTsdb({ port: wanted, folder: kept }: Place = {}): Promise<Tsdb | undefined> {
  const port = wanted ?? (await freePort());
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'skein-tsdb-'));
  const args = [
    `-storageDataPath=${folder}`,
    `-httpListenAddr=${HOST}:${port}`,
    '-dedup.minScrapeInterval=1ms', // a row written twice is one row
    '-search.latencyOffset=0s', // what is written is seen at once
    '-loggerLevel=ERROR',
  ];
  const child = spawn('victoria-metrics', args, { stdio: 'ignore' });
  let isMissing = false;
  child.once('error', () => {
    isMissing = true;
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async () => {
    child.kill(kept ? 'SIGTERM' : 'SIGKILL'); // the first lets it write what is left
    await ended;
    if (!kept) rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://${HOST}:${port}`;
  for (const deadline = Date.now() + READY_WITHIN; !isMissing && Date.now() < deadline; await sleep(TRY_AGAIN)) {
    if (await answers(url)) return { url, process: child, stop };
  }
  await stop();
  return undefined;
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
