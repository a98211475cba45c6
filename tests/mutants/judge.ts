import type { Baselines } from './baseline.ts';
import { applied } from './edits/edit.ts';
import type { TestResult } from './jest/run.ts';
import type { Mutant } from './mutant.ts';
import { nearest } from './nearest.ts';
import type { Pool } from './pool.ts';
import { Reach } from './reach.ts';
import { type Fate, Trial } from './trial.ts';

export type Verdict = Fate | 'uncovered';

/** The tests that take longer, in ms, come last: most mutants need none of them. */
const QUICK = 500;

/** Tries mutants on the tests that meet them. */
export class Judge {
  readonly #trial: Trial;
  readonly #baselines: Baselines;
  readonly #testFiles: readonly string[];
  readonly #reach = new Reach();

  constructor(pool: Pool, baselines: Baselines, testFiles: readonly string[]) {
    this.#trial = new Trial(pool);
    this.#baselines = baselines;
    this.#testFiles = testFiles;
  }

  async verdict(mutant: Mutant, text: string): Promise<Verdict> {
    const change = { file: mutant.file, index: mutant.index, text: applied(text, mutant.edit) };
    let isCovered = false;
    for await (const [testFile, judges] of this.#judgesOf(mutant)) {
      isCovered = true;
      const fate = await this.#trial.fate(change, testFile, judges);
      if (fate !== 'survived') return fate;
    }
    return isCovered ? 'survived' : 'uncovered';
  }

  async *#judgesOf(mutant: Mutant): AsyncGenerator<[testFile: string, judges: TestResult[]]> {
    const able = this.#testFiles.filter((testFile) => this.#reach.reaches(testFile, mutant.file));
    const slow: [string, TestResult[]][] = [];
    for (const testFile of nearest(mutant.file, able)) {
      const judges = (await this.#baselines.of(testFile)).judgesOf(mutant);
      const quick = judges.filter(({ ms }) => ms <= QUICK);
      if (quick.length > 0) yield [testFile, quick];
      if (quick.length < judges.length) slow.push([testFile, judges.slice(quick.length)]);
    }
    yield* slow;
  }
}
