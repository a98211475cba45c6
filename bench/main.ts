// npm run bench -- [--only PART] [--rounds N] [--race N] [--washers N]
import { parseArgs } from 'node:util';
import { hearMetrics } from '../local/aws/metrics.ts';
import { launch } from '../local/launch.ts';
import { cold } from './cold.ts';
import { consolePage } from './console.ts';
import { crowd } from './crowd.ts';
import { say } from './measure.ts';
import { rental } from './rental.ts';
import { rules } from './rules.ts';
import { washers } from './washers.ts';

const PARTS = { rental, crowd, rules, washers, cold, console: consolePage };

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    /** Of each measurement. */
    rounds: { type: 'string', default: '1000' },
    /** Rounds in which two hundred phones want the same device. */
    race: { type: 'string', default: '20' },
    /** That start at once. */
    washers: { type: 'string', default: '500' },
  },
});

const chosen = Object.entries(PARTS).filter(([name]) => values.only === undefined || values.only === name);
if (chosen.length === 0) throw new Error(`--only takes one of: ${Object.keys(PARTS).join(', ')}`);

// some parts call a function in this process
process.env.RULE_PREFIX = 'skein_bench';
hearMetrics(() => {});
say('starting a stack of its own on free ports');
const stack = await launch();
try {
  const results: Record<string, unknown> = {};
  for (const [name, part] of chosen) {
    results[name] = await part(stack, {
      rounds: Number(values.rounds),
      race: Number(values.race),
      washers: Number(values.washers),
    });
    for (const { of, ratio, budget } of held(name, results[name])) {
      if (ratio <= budget) continue;
      say(`${of}: a ratio of ${ratio} is over its budget of ${budget}`);
      process.exitCode = 1;
    }
  }
  console.log(JSON.stringify(results));
} finally {
  await stack.stop();
}
process.exit();

/** Every ratio in a result that has a budget. */
function held(of: string, result: unknown): { of: string; ratio: number; budget: number }[] {
  if (typeof result !== 'object' || result === null) return [];
  const inside = Object.entries(result).flatMap(([name, value]) => held(`${of} ${name}`, value));
  const { ratio, budget } = result as { ratio?: number; budget?: number };
  return ratio === undefined || budget === undefined ? inside : [{ of, ratio, budget }, ...inside];
}
