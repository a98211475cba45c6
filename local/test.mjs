// `npm test`: prepares the machine, then everything that says whether this checkout is sound. Arguments are Jest's.
import { MOSQUITTO, prepare } from './prepare.mjs';
import { run, since } from './progress.mjs';

const say = (line) => console.log(`skein: ${line}`);
const bin = (name) => `node_modules/.bin/${name}`;

const STEPS = [
  { name: 'lint', command: [bin('biome'), 'check', '--error-on-warnings'] },
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'package', command: ['npm', 'run', '--silent', 'package'] },
  { name: 'tests', command: [bin('jest'), ...process.argv.slice(2)], isJest: true },
];
/** Jest's reporter speaks after 5 s of silence and knows more; a test that blocks its process blocks it, too. */
const JEST_QUIET = 8000;

const colors = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : {};
const total = { passed: 0, failed: 0, skipped: 0 };
const took = [];
const notes = [];

/** Runs a step and tells how it went; `notes` keeps what its reporter has to say at the very end. */
async function take({ name, command, isJest = false }) {
  const start = performance.now();
  say(name);
  const how = { doing: `at ${name}`, print: say, env: colors, talks: isJest, ...(isJest && { quiet: JEST_QUIET }) };
  const { code, messages } = await run(command, how);
  const [result] = messages;
  for (const kind of Object.keys(total)) total[kind] += result?.[kind] ?? 0;
  notes.push(...(result?.notes ?? []));
  if (code !== 0 && !result?.failed) total.failed += 1; // whatever a CI reads then says so, too
  const tests = result ? `, ${result.passed + result.failed} tests` : '';
  took.push(`${name.padEnd(8)} ${code === 0 ? 'passed' : 'FAILED'} after ${since(start)}${tests}`);
  if (code !== 0) throw new Error(`${name} failed`);
}

try {
  await prepare(MOSQUITTO);
  for (const step of STEPS) await take(step);
} catch (error) {
  console.error(`skein: ${error.message}`);
  process.exitCode = 1;
  total.failed ||= 1;
}
for (const { name } of STEPS.slice(took.length)) took.push(`${name.padEnd(8)} not run`);
for (const line of [...notes, ...took]) say(line);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
