import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Addresses, addressFile } from './addresses.ts';

export interface Launched {
  process: ChildProcess;
  addresses: Addresses;
  /** All that it has printed so far. */
  output(): string;
  /** Ends it as Ctrl-C does; resolves to its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const PATIENCE = 60_000;

const FREE_PORTS = { SKEIN_HTTP_PORT: '0', SKEIN_MQTT_PORT: '0', SKEIN_WS_PORT: '0', SKEIN_CONSOLE_PORT: '0' };

/** `npm start` on free ports; resolves at the ready line, rejects with the output if it ends before. */
export async function launch(args: string[] = ['--no-demo'], env: NodeJS.ProcessEnv = {}): Promise<Launched> {
  const child = spawn(process.execPath, ['local/start.mjs', ...args], {
    env: { ...process.env, ...FREE_PORTS, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk;
      const [, http] = /skein: ready (\S+)/.exec(output) ?? [];
      if (http) resolve(http);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then((code) => reject(new Error(`ended with ${code} before it was ready:\n${output}`)));
    setTimeout(() => reject(new Error(`not ready after ${PATIENCE} ms:\n${output}`)), PATIENCE).unref();
  });
  const http = await ready;
  return {
    process: child,
    addresses: JSON.parse(readFileSync(addressFile(new URL(http).port), 'utf8')) as Addresses,
    output: () => output,
    stop: (signal = 'SIGINT') => {
      child.kill(signal);
      return ended;
    },
  };
}
