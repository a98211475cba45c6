// `npm start`: prepares the machine, builds, runs the stack as one process group, and leaves nothing of it behind.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { readOptions } from './options.mjs';
import { choosePorts, freePort } from './ports.mjs';
import { prepare } from './prepare.mjs';

/** What the stack has taken it hands on before it ends, for so long, ms; it ends by itself before that. */
const GRACE = 15_000;

try {
  const { env, rest } = readOptions(process.argv.slice(2));
  await prepare();
  const ports = { ...(await choosePorts(process.env)), SKEIN_LAMBDA_PORT: String(await freePort()) };
  process.exitCode = await run({ ...process.env, ...ports, ...env }, rest);
} catch (error) {
  console.error(`skein: ${error.message}`);
  process.exitCode = 1;
}

/** Builds and runs until the stack ends or is told to; resolves to the exit code. `own` goes on to the framework. */
async function run(env, own) {
  const { bundleConsole } = await import('../web/build.mjs');
  await bundleConsole();
  const { bundle } = await import('../build.mjs');
  await bundle({ forLaptop: true });
  const args = [
    '--enable-source-maps',
    'node_modules/serverless/bin/serverless.js',
    'offline',
    'start',
    '--stage',
    'local',
    ...own,
  ];
  // A group of its own: whatever a part has started can be ended with it.
  const stack = spawn(process.execPath, args, {
    env: { SLS_LOG_LEVEL: 'warning', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });

  let stopping = false;
  const stop = () => {
    if (stopping) return endGroup(stack.pid);
    stopping = true;
    stack.kill('SIGTERM');
    setTimeout(() => endGroup(stack.pid), GRACE).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 1000).unref();

  const [code, signal] = await new Promise((resolve) => stack.on('exit', (...how) => resolve(how)));
  endGroup(stack.pid);
  rmSync(`.skein/stacks/${env.SKEIN_HTTP_PORT}.json`, { force: true }); // a stack that was killed could not
  if (stopping) return 0;
  console.error(`skein: the stack ended by itself (${signal ?? `code ${code}`}); the reason is in the lines above`);
  return 1;
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it is gone already
  }
}
