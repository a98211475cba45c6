// npm run doctor -- [--stage S --operator TOKEN --device TOKEN --device-id ID]
// Without a stage it tries the stack that runs on this machine.
import { parseArgs } from 'node:util';
import { runChecks } from './check.ts';
import { deployed, here } from './place.ts';
import { smokeTest } from './smoke.ts';
import { checksOf } from './stage.ts';

const USAGE = 'usage: npm run doctor -- [--stage S [--operator TOKEN --device TOKEN --device-id ID]]';
const text = { type: 'string' } as const;

try {
  const { values } = parseArgs({ options: { stage: text, operator: text, device: text, 'device-id': text } });
  const { stage, operator: operatorToken, device: deviceToken, 'device-id': device = 'skein-doctor' } = values;
  let failed = stage ? await runChecks(checksOf(stage), console.log) : 0;
  if (stage && !(operatorToken && deviceToken)) {
    console.log('skip  smoke test: it needs --operator and --device');
  } else {
    const where = stage ? await deployed(stage) : here();
    failed += await runChecks([smokeTest({ ...where, operatorToken, deviceToken, device })], console.log);
  }
  if (failed > 0) process.exitCode = 1;
} catch (error) {
  console.error(`doctor: ${(error as Error).message}\n${USAGE}`);
  process.exitCode = 1;
}
