// `npm test`: prepares the machine, then everything that says whether this checkout is sound. Arguments are Jest's.
import { LUACHECK, MOSQUITTO, prepare, prepareBrowser } from './prepare.mjs';
import { run, since } from './progress.mjs';

const say = (line) => console.log(`skein: ${line}`);
const bin = (name) => `node_modules/.bin/${name}`;

const given = process.argv.slice(2);
/** A project of jest.config.mjs; what is given may choose tests of the other alone. */
const jest = (project) => [bin('jest'), ...given, '--passWithNoTests', '--selectProjects', project];
/** Jest's reporter speaks after 5 s of silence and knows more; a test that blocks its process blocks it, too. */
const JEST = { talks: true, quiet: 8000 };

/** A few faults put into the code, another few each time: most must turn a test red. `npm run mutants` tries them all. */
const SAMPLE = [bin('tsx'), 'tests/mutants/main.ts', '--sample', '8', '--least', '60'];

/** What tells something soon comes first. */
const STEPS = [
  ['lint', [bin('biome'), 'check', '--error-on-warnings']],
  ['types', [bin('tsc'), '--noEmit']],
  ['unused', [bin('knip')]],
  ['lua', ['luacheck', '--quiet', '--no-color', 'functions', 'lib']],
  ['unit', jest('unit'), JEST],
  ...(given.length === 0 ? [['mutants', SAMPLE, { quiet: 9000 }]] : []),
  ['package', ['npm', 'run', '--silent', 'package']],
  ['stack', jest('stack'), JEST],
];

const colors = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : {};
const outcomes = []; // a line for each step
const counts = []; // what tests/harness/reporter.mjs tells of each project
let failure;

try {
  if (given.some((one) => one.startsWith('--selectProjects'))) {
    throw new Error('npm test runs both projects; npx jest --selectProjects runs one of them');
  }
  await prepare(MOSQUITTO, LUACHECK);
  await prepareBrowser();
  for (const step of STEPS) await take(...step);
  if (counts.length > 0 && sum('passed') === 0) throw new Error(`no test has run for: ${given.join(' ')}`);
} catch (error) {
  failure = error;
  process.exitCode = 1;
}

for (const [name] of STEPS.slice(outcomes.length)) outcomes.push(`${name.padEnd(8)} not run`);
for (const line of [...counts.flatMap(({ notes }) => notes), ...outcomes]) say(line);
if (failure) console.log(`skein: ${failure.message}`);
// Any CI can read it; whatever else has failed than a test shows in it, too.
console.log(`${sum('passed')} passed, ${sum('failed') || (failure ? 1 : 0)} failed, ${sum('skipped')} skipped`);

async function take(name, command, options) {
  const start = performance.now();
  say(name);
  const { code, messages } = await run(command, { doing: `at ${name}`, print: say, env: colors, ...options });
  counts.push(...messages);
  const tests = messages.map(({ passed, failed }) => `, ${passed + failed} tests`).join('');
  outcomes.push(`${name.padEnd(8)} ${code === 0 ? 'passed' : 'FAILED'} after ${since(start)}${tests}`);
  if (code !== 0) throw new Error(`${name} failed`);
}

function sum(kind) {
  return counts.reduce((total, one) => total + one[kind], 0);
}
