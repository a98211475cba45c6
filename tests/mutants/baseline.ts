import type { Answer, TestResult } from './jest/run.ts';
import type { Mutant } from './mutant.ts';
import type { Pool } from './pool.ts';
import { passesAlone } from './trial.ts';

const TRACED = /\.lua#/;
const LONGEST = 300_000;

/** How a test file goes without a mutant. */
export class Baseline {
  readonly #tests: readonly TestResult[];
  readonly #hits: Map<string, readonly number[]>;
  /** Whether it is known which statements of Lua are met, and not only which files are read. */
  readonly #isTraced: boolean;

  constructor(tests: readonly TestResult[], hits: Answer['hits']) {
    this.#tests = [...tests].sort((a, b) => a.ms - b.ms);
    this.#hits = new Map(hits);
    this.#isTraced = hits.some(([what]) => TRACED.test(what));
  }

  /** The tests that meet this mutant and pass without it, the quickest first. */
  judgesOf({ place, file }: Mutant): TestResult[] {
    const ofFile = this.#isTraced && file.endsWith('.lua') ? undefined : this.#hits.get(file);
    const by = this.#hits.get(place) ?? ofFile ?? [];
    return this.#tests.filter(({ at }) => by.includes(-1) || by.includes(at));
  }
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
    const known = this.#known.get(testFile) ?? this.#measured(testFile);
    this.#known.set(testFile, known);
    return known;
  }

  async #measured(testFile: string): Promise<Baseline> {
    const outcome = await this.#pool.run(testFile, { traces: true }, LONGEST);
    const answer = typeof outcome === 'string' ? { tests: [], hits: [], error: `it ${outcome}` } : outcome;
    if (answer.error !== undefined) {
      this.unfit.push(`${testFile}: ${answer.error.trim().split('\n')[0]}`);
      return new Baseline([], []);
    }
    const fit: TestResult[] = [];
    for (const test of answer.tests) {
      // traced, a test that counts the commands of Redis fails
      if (test.passed || (await passesAlone(this.#pool, testFile, test))) fit.push(test);
      else this.unfit.push(`${testFile}: ${test.name}`);
    }
    return new Baseline(fit, answer.hits);
  }
}
