// npm run bench -- [--only PART] [--rounds N] [--race N]
import { parseArgs } from 'node:util';
import { launch } from '../local/launch.ts';
import { say } from './measure.ts';
import { rental } from './rental.ts';

const PARTS = { rental };

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    /** Of each measurement. */
    rounds: { type: 'string', default: '1000' },
    /** Rounds in which two hundred phones want the same device. */
    race: { type: 'string', default: '20' },
  },
});

const chosen = Object.entries(PARTS).filter(([name]) => values.only === undefined || values.only === name);
if (chosen.length === 0) throw new Error(`--only takes one of: ${Object.keys(PARTS).join(', ')}`);

say('starting a stack of its own on free ports');
const { addresses, stop } = await launch();
try {
  const results: Record<string, { ratio: number; budget: number }> = {};
  for (const [name, part] of chosen) {
    const result = await part(addresses, { rounds: Number(values.rounds), race: Number(values.race) });
    results[name] = result;
    if (result.ratio <= result.budget) continue;
    say(`${name}: a ratio of ${result.ratio} is over its budget of ${result.budget}`);
    process.exitCode = 1;
  }
  console.log(JSON.stringify(results));
} finally {
  await stop();
}
process.exit();
