import type { TestResult } from './jest/run.ts';
import { hitOf } from './jest/run.ts';
import type { Mutant } from './mutant.ts';
import type { Pool } from './pool.ts';

const LONGEST = 300_000;

/** How a test file goes without a mutant. */
export interface Baseline {
  testFile: string;
  tests: TestResult[];
  /** The tests that meet this mutant and pass without it, the quickest first. */
  judgesOf(mutant: Mutant): TestResult[];
}

/** Runs each test file once, when it is first asked for. */
export class Baselines {
  readonly #known = new Map<string, Promise<Baseline>>();
  /** What fails by itself, and so judges nothing. */
  readonly unfit: string[] = [];
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  of(testFile: string): Promise<Baseline> {
    let known = this.#known.get(testFile);
    if (!known) {
      known = this.#measured(testFile);
      this.#known.set(testFile, known);
    }
    return known;
  }

  async #measured(testFile: string): Promise<Baseline> {
    const outcome = await this.#pool.run(testFile, {}, LONGEST);
    const answer = typeof outcome === 'string' ? { tests: [], hits: [], error: `it ${outcome}` } : outcome;
    if (answer.error !== undefined) this.unfit.push(`${testFile}: ${answer.error.trim().split('\n')[0]}`);
    for (const { passed, name } of answer.tests) if (!passed) this.unfit.push(`${testFile}: ${name}`);
    const tests = answer.error === undefined ? answer.tests.filter(({ passed }) => passed) : [];
    const hits = new Map(answer.hits.map(([what, by]) => [what, new Set(by)]));
    const judgesOf = ({ file, index }: Mutant): TestResult[] => {
      const by = hits.get(hitOf(file, index)) ?? hits.get(file);
      if (!by) return [];
      return tests.filter(({ at }) => by.has(-1) || by.has(at)).sort((a, b) => a.ms - b.ms);
    };
    return { testFile, tests, judgesOf };
  }
}
