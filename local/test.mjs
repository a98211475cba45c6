// `npm test`: prepares the machine, then everything that says whether this checkout is sound.
import { spawnSync } from 'node:child_process';
import { MOSQUITTO, need, prepare } from './prepare.mjs';

const STEPS = [
  ['lint', ['npx', 'biome', 'check', '--error-on-warnings']],
  ['types', ['npx', 'tsc', '--noEmit']],
  ['package', ['npm', 'run', '--silent', 'package']],
  ['tests', ['npx', 'jest', ...process.argv.slice(2)]],
];

try {
  prepare();
  need(MOSQUITTO);
  for (const [name, [command, ...args]] of STEPS) {
    console.log(`skein: ${name}`);
    const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) throw new Error(`${name} failed`);
  }
} catch (error) {
  console.error(`skein: ${error.message}`);
  process.exitCode = 1;
}
