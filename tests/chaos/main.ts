// npm run chaos -- [--faults N] [--seed SEED]
import { parseArgs } from 'node:util';
import { hearMetrics } from '../../local/aws/metrics.ts';
import { realNow } from './clock.ts';
import { findFlaws } from './oracle/index.ts';
import { run } from './run.ts';

const { values } = parseArgs({
  options: { faults: { type: 'string', default: '10000' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? realNow() % 1_000_000);
const say = (line: string) => console.error(`chaos: ${line}`);

hearMetrics(() => {});
say(`seed ${seed}; npm run chaos -- --faults ${values.faults} --seed ${seed} runs it again`);
const began = realNow();
const story = await run(seed, Number(values.faults), say);
try {
  const flaws = await findFlaws(story);
  const { faults, robots, riders, commands } = story;
  const counts = [...faults.counts].sort((a, b) => b[1] - a[1]).map(([kind, count]) => `${kind} ${count}`);
  say(`${faults.total()} faults: ${counts.join(', ')}`);
  const reports = robots.reduce((sum, robot) => sum + robot.reports, 0);
  const rentals = new Set(riders.flatMap(({ told }) => told.map(({ rental_id }) => rental_id))).size;
  say(
    `${reports} crowd reports, ${rentals} rentals and ${commands.length} commands in ${Math.round((realNow() - began) / 1000)} s`,
  );
  for (const flaw of flaws) say(`FLAW ${flaw}`);
  say(flaws.length === 0 ? 'everything is as it must be' : `${flaws.length} flaws; the seed is ${seed}`);
  process.exitCode = flaws.length === 0 ? 0 : 1;
} finally {
  await story.store.stop();
}
process.exit();
