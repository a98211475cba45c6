import { execFile } from 'node:child_process';
import type { Addresses } from '../../local/addresses.ts';

export interface Said {
  // biome-ignore lint/suspicious/noExplicitAny: a line is whatever the command prints
  lines: any[];
  errors: string;
  code: number;
}

/** Runs the command for dead letters against a stack. */
export function deadLetters({ http }: Addresses, ...args: string[]): Promise<Said> {
  const env = { ...process.env, SKEIN_HTTP_PORT: new URL(http).port };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'local/cli/dead-letters.ts', ...args],
      { env, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        const lines = stdout
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line));
        resolve({ lines, errors: stderr, code: Number(error?.code ?? 0) });
      },
    );
  });
}

/** From now on the stack's Redis refuses to write, or no longer does. */
export async function refuseWrites({ redis_rest, redis_rest_token }: Addresses, isRefused: boolean): Promise<void> {
  const response = await fetch(redis_rest, {
    method: 'POST',
    headers: { authorization: `Bearer ${redis_rest_token}` },
    body: JSON.stringify(['CONFIG', 'SET', 'maxmemory', isRefused ? '1' : '0']),
  });
  if (!response.ok) throw new Error(`Redis answers ${response.status}`);
}
