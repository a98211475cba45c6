import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { percentile, rounded, say } from './measure.ts';

const TIMES = 7;
/** As Lambda loads it: how long that takes, and of the process's CPU, ms. */
const LOAD = `
  const [start, used] = [performance.now(), process.cpuUsage()];
  require(process.argv[1]);
  const [wall, { user, system }] = [performance.now() - start, process.cpuUsage(used)];
  console.log(JSON.stringify({ wall, cpu: (user + system) / 1000 }));
`;

interface Import {
  wall: number;
  cpu: number;
}

/** What a cold start loads: each function's bundle, its size and how long a fresh process takes to import it. */
export function cold() {
  const bundles = readdirSync('dist').filter((file) => file.endsWith('.cjs'));
  const times = new Map<string, Import[]>(bundles.map((file) => [file, []]));
  for (let time = 0; time < TIMES; time++) {
    for (const [file, taken] of times) taken.push(imported(resolve('dist', file)));
  }
  const rows = [...times].map(([file, taken]) => {
    const kb = rounded(statSync(`dist/${file}`).size / 1024, 0);
    const [ms, cpu_ms] = [median(taken.map(({ wall }) => wall)), median(taken.map(({ cpu }) => cpu))];
    return [file.replace('.cjs', ''), { kb, ms, cpu_ms }] as const;
  });
  for (const [name, { kb, ms, cpu_ms }] of rows) say(`import of ${name}, ${kb} KB: ${ms} ms, ${cpu_ms} of CPU`);
  return Object.fromEntries(rows);
}

const median = (values: readonly number[]) => rounded(percentile(values, 0.5), 1);

function imported(path: string): Import {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', LOAD, path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${path} cannot be imported: ${stderr}`);
  return JSON.parse(stdout) as Import;
}
