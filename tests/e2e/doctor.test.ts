import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { stack } from '../harness/stack.ts';

test('the doctor finds the running stack well, again and again', async () => {
  const env = { ...process.env, SKEIN_HTTP_PORT: new URL(stack().http).port };
  for (let time = 0; time < 2; time++) {
    const args = ['--import', 'tsx', 'deploy/doctor/main.ts'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    expect(stdout).toMatch(/^ok {4}smoke test: a report is in the heat \d+ ms after it was made\n$/);
  }
}, 30_000);
