// A process that keeps Jest warm: it runs one test file after another, each with a mutant or without.
import { createRequire } from 'node:module';
import { keepCode } from './jest/code-cache.ts';
import { mutantConfig } from './jest/config.ts';
import { watchFiles } from './jest/files.ts';
import type { Answer, Found, Order } from './jest/run.ts';
import { endTraces, takeTraces, watchRedis } from './jest/traces.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'CRITICAL';
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
// what a run leaves behind may fail when it is over; during a test Jest listens in our place
process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});
process.once('disconnect', () => process.kill(-process.pid, 'SIGKILL'));

const nothing = (): Found => ({ tests: [], hits: new Map(), at: -1 });
globalThis.skeinRun = { run: {}, found: nothing(), lua: () => '', takeTraces };
watchFiles();
keepCode();
watchRedis();
const { runCLI } = createRequire(import.meta.url)('jest') as typeof import('jest');
const root = process.cwd();
const config = JSON.stringify(await mutantConfig(root));

process.on('message', async ({ testFile, run }: Order) => {
  const found = nothing();
  Object.assign(globalThis.skeinRun, { run, found });
  const argv = { config, runInBand: true, runTestsByPath: true, silent: true, watchman: false, _: [testFile], $0: '' };
  const { results } = await runCLI(argv as never, [root]);
  endTraces();
  const [file] = results.testResults;
  const answer: Answer = {
    tests: found.tests,
    hits: [...found.hits].map(([what, tests]) => [what, [...tests]]),
    error: file?.testExecError?.message ?? (found.tests.length === 0 ? file?.failureMessage : undefined) ?? undefined,
    memory: process.memoryUsage().rss,
  };
  process.send!(answer);
});
process.send!('ready');
