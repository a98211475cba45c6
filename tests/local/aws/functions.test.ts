import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';

const { custom } = parse(readFileSync('serverless.yml', 'utf8')) as { custom: Record<string, object> };

/** The laptop's own runner in a process of its own, as Jest cannot load it. */
const CALL = `
  import { localFunctions } from './local/aws/functions.ts';
  const [service, config, options, key] = process.argv.slice(1).map((text) => JSON.parse(text));
  service.getAllFunctions = () => Object.keys(service.functions);
  service.getFunction = (name) => service.functions[name];
  const outcome = await localFunctions({ service, config }, options)(key, {}).catch((error) => ({ failed: error.message }));
  console.log(JSON.stringify(outcome));
  process.exit();`;

async function outcomeOf(key: 'slow' | 'quick'): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'skein-functions-'));
  for (const [name, ms] of Object.entries({ quick: 1, slow: 60_000 })) {
    const answer = `new Promise((resolve) => setTimeout(resolve, ${ms}, { done: true }))`;
    writeFileSync(join(folder, `${name}.cjs`), `exports.handler = () => ${answer};`);
  }
  const functions = Object.fromEntries(
    ['quick', 'slow'].map((name) => [name, { name, handler: `${name}.handler`, timeout: 1 }]),
  );
  const service = { service: 'skein', functions, provider: { region: 'us-east-1', runtime: 'nodejs22.x' } };
  const given = [service, { servicePath: folder }, { ...custom['serverless-offline'], lambdaPort: 0 }, key];
  const args = ['--import', 'tsx', '--input-type=module', '--eval', CALL, ...given.map((one) => JSON.stringify(one))];
  const { stdout } = await promisify(execFile)(process.execPath, args).finally(() =>
    rmSync(folder, { recursive: true }),
  );
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

test('a function that takes longer than its timeout has failed, and one that does not has answered', async () => {
  expect(await outcomeOf('quick')).toEqual({ done: true });
  expect(await outcomeOf('slow')).toEqual({ failed: expect.stringContaining('timeout') });
});
