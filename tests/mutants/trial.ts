import type { Run, TestResult } from './jest/run.ts';
import type { Pool } from './pool.ts';

export type Fate = 'killed' | 'timeout' | 'survived';
type Change = NonNullable<Run['mutant']>;

/** Time for the modules and a Redis, on a machine that does other work too. */
const START = 20_000;

/** A test that takes so much longer than without the mutant has failed. */
const patience = ({ ms }: TestResult) => 5000 + 10 * ms;

/** Runs tests with a mutant, and says whether one of them fails for it. */
export class Trial {
  readonly #pool: Pool;
  readonly #alone = new Map<string, Promise<boolean>>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async fate(mutant: Change, testFile: string, judges: readonly TestResult[]): Promise<Fate> {
    const run = () => this.#pool.run(testFile, { mutant, plan: planned(judges) }, within(judges));
    const first = await run();
    // what the mutant before has left behind may have ended the worker: then it lives the second time
    const outcome = first === 'died' ? await run() : first;
    if (outcome === 'hung') return 'timeout';
    if (outcome === 'died' || outcome.error !== undefined) return 'killed';
    const failed = outcome.tests.find(({ passed }) => !passed);
    if (!failed) return 'survived';
    const killer = judges.find(({ at }) => at === failed.at)!;
    if (await this.#passesAlone(testFile, killer)) return 'killed';
    return this.fate(
      mutant,
      testFile,
      judges.filter((judge) => judge !== killer),
    );
  }

  #passesAlone(testFile: string, test: TestResult): Promise<boolean> {
    const key = `${testFile} ${test.at}`;
    const known = this.#alone.get(key) ?? passesAlone(this.#pool, testFile, test);
    this.#alone.set(key, known);
    return known;
  }
}

/** Whether a test passes without the others and without a mutant: one that needs another before it proves nothing. */
export async function passesAlone(pool: Pool, testFile: string, test: TestResult): Promise<boolean> {
  const outcome = await pool.run(testFile, { plan: planned([test]) }, within([test]));
  return typeof outcome !== 'string' && outcome.error === undefined && outcome.tests.every(({ passed }) => passed);
}

const planned = (tests: readonly TestResult[]) => tests.map((test) => ({ at: test.at, timeout: patience(test) }));

const within = (tests: readonly TestResult[]) => START + tests.reduce((sum, { ms }) => sum + 10 * ms, 0);
