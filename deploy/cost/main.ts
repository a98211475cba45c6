// npm run --silent cost -- --devices N [options]: what a day of a fleet costs on AWS and Upstash.
import { alternatives } from './alternatives.ts';
import { readDeployed } from './deployed.ts';
import { estimate } from './estimate.ts';
import { readOptions, USAGE } from './options.ts';
import { tableOf } from './table.ts';

try {
  if (process.argv.includes('--help')) console.log(USAGE);
  else {
    const { fleet, json } = readOptions(process.argv.slice(2));
    const found = estimate(fleet, readDeployed(fleet.ingest));
    if (!Number.isFinite(found.perDay)) throw new Error('--redis fixed: Upstash has no plan for that much');
    const others = alternatives(fleet, readDeployed);
    console.log(json ? JSON.stringify({ fleet, ...found, others }) : tableOf(fleet, found, others));
  }
} catch (error) {
  console.error(`cost: ${(error as Error).message}`);
  process.exitCode = 1;
}
