import { readFileSync } from 'node:fs';
import { Baselines } from './baseline.ts';
import { Judge } from './judge.ts';
import type { Mutant } from './mutant.ts';
import type { Pool } from './pool.ts';
import { survivor } from './report.ts';
import { isAlive, type Tried } from './tally.ts';

const SAY_EVERY = 8000;

/** Tries all of them, saying which survive, how far it is, and what tests were unfit to judge. */
export async function trials(mutants: readonly Mutant[], testFiles: readonly string[], pool: Pool): Promise<Tried[]> {
  const baselines = new Baselines(pool);
  const judge = new Judge(pool, baselines, testFiles);
  const tried: Tried[] = [];
  const started = Date.now();
  const timer = setInterval(() => console.log(progress(tried, mutants.length, started)), SAY_EVERY);
  const left = [...mutants];
  const goOn = async (): Promise<void> => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const one = { mutant, verdict: await judge.verdict(mutant, readFileSync(mutant.file, 'utf8')) };
      tried.push(one);
      if (isAlive(one)) console.log(survivor(one));
    }
  };
  // one more than there are workers, as two may wait for the same test file
  await Promise.all(Array.from({ length: pool.size + 1 }, goOn));
  clearInterval(timer);
  for (const flaw of baselines.unfit) console.log(`fails without a mutant, so it judges nothing: ${flaw}`);
  return tried;
}

function progress(tried: readonly Tried[], all: number, started: number): string {
  const seconds = Math.round((Date.now() - started) / 1000);
  return `${tried.length} of ${all} tried, ${tried.filter(isAlive).length} survived, ${seconds} s`;
}
