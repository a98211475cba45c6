import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '../../local/redis/server.ts';
import { startUpstash } from '../../local/redis/upstash.ts';
import { rider } from '../harness/rental.ts';
import { stack } from '../harness/stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'skein-test-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A command of an operator: its exit code and all that it has printed. */
function run(command: 'backup' | 'restore', args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', `deploy/backup/${command}.ts`, ...args], {
    env: { ...process.env, SKEIN_HTTP_PORT: new URL(stack().http).port, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      said += text;
    });
  }
  return new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, said })),
  );
}

test('the running stack is backed up, and restored into another Redis', async () => {
  const { account } = await rider(4200);
  const to = join(folder, 'one');
  expect(await run('backup', ['--to', to])).toEqual({ code: 0, said: expect.stringMatching(/^\d+ lines are in /) });
  expect(await run('backup', ['--to', to])).toMatchObject({
    code: 1,
    said: expect.stringContaining('a backup already'),
  });
  const { lines } = JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8'));

  const redis = await startRedis();
  const face = await startUpstash(redis.port, { all: 'secret', reads: 'reads' });
  try {
    const args = ['--from', to, '--to', face.url];
    expect((await run('restore', args)).said).toContain('the environment lacks REDIS_TOKEN');
    const { code, said } = await run('restore', args, { REDIS_TOKEN: 'secret' });
    expect([code, said]).toEqual([0, expect.stringContaining(`${lines} of ${lines} lines, 100 %`)]);
    expect(await run('restore', args, { REDIS_TOKEN: 'secret' })).toMatchObject({
      code: 1,
      said: expect.stringContaining('--flush'),
    });
    expect((await run('restore', [...args, '--flush'], { REDIS_TOKEN: 'secret' })).code).toBe(0);
    const response = await fetch(face.url, {
      method: 'POST',
      headers: { authorization: 'Bearer secret' },
      body: JSON.stringify(['HGET', `account:${account}`, 'balance']),
    });
    expect(await response.json()).toEqual({ result: '4200' });
  } finally {
    await face.close();
    await redis.stop();
  }
});

test('a command without its arguments says what it takes', async () => {
  for (const [command, args] of [
    ['backup', []],
    ['backup', ['--to', folder, '--stage', 'prod']],
    ['restore', []],
  ] as const) {
    expect(await run(command, [...args])).toMatchObject({ code: 1, said: expect.stringContaining('usage: npm run') });
  }
});
