// `npm run mutants`: changes the sources in small ways, one at a time, and says which changes no test notices.
import { outdated, readArgued, reasonFor } from './argued.ts';
import { type Options, optionsFrom } from './options.ts';
import { Pool } from './pool.ts';
import { printArgued, printScores } from './report.ts';
import { sample } from './sample.ts';
import { allMutants, testFiles } from './sources.ts';
import { scoreOf, scores, type Tried } from './tally.ts';
import { trials } from './trials.ts';

async function main(options: Options): Promise<boolean> {
  const started = Date.now();
  const settled = readArgued();
  const all = allMutants(options.only);
  const argued = all.flatMap((mutant) => {
    const reason = reasonFor(mutant, settled);
    return reason === undefined ? [] : [{ mutant, reason }];
  });
  const open = all.filter((mutant) => reasonFor(mutant, settled) === undefined);
  const isSample = options.sample !== undefined;
  const mutants = isSample ? sample(open, options.sample!, options.seed) : open;
  console.log(`mutants: ${mutants.length} of ${all.length}${isSample ? `, --seed ${options.seed}` : ''}`);

  const tried = await tryAll(mutants, options);
  if (isSample) console.log(`\nargued, and never picked: ${argued.length}`);
  else printArgued(argued);
  for (const { file, line } of options.only === '' ? outdated(settled, all) : [])
    console.log(`argued of a line or a change that is no more: ${file}  ${line}`);
  printScores(tried);
  console.log(`mutants: ${Math.round((Date.now() - started) / 1000)} s`);
  if (isSample) return scoreOf('sample', tried).percent >= options.least;
  return scores(tried).every(({ percent }) => percent >= options.least);
}

async function tryAll(mutants: Parameters<typeof trials>[0], { tests, workers }: Options): Promise<Tried[]> {
  const pool = new Pool(workers);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  process.once('exit', () => pool.close());
  try {
    return await trials(mutants, testFiles(tests), pool);
  } finally {
    pool.close();
  }
}

try {
  process.exitCode = (await main(optionsFrom(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  console.error(`mutants: ${(error as Error).message}`);
  process.exitCode = 1;
}
