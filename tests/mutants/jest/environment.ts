import type { Circus } from '@jest/types';
import { TestEnvironment as NodeEnvironment } from 'jest-environment-node';
import { arrange, numbered } from './plan.ts';
import { hit, hitOf } from './run.ts';

/** Runs the tests that the plan names, gives up at the first that fails, and notes what each test meets. */
export default class extends NodeEnvironment {
  #tests = new Map<Circus.TestEntry, number>();
  #started = 0;

  constructor(...given: ConstructorParameters<typeof NodeEnvironment>) {
    super(...given);
    Object.assign(this.global, { skeinMutants: { source, lua: globalThis.skeinRun.lua } });
  }

  async handleTestEvent(event: Circus.Event, { rootDescribeBlock }: Circus.State): Promise<void> {
    const { run, found, takeTraces } = globalThis.skeinRun;
    if (event.name === 'run_start') {
      this.#tests = numbered(rootDescribeBlock);
      if (run.plan) arrange(rootDescribeBlock, this.#tests, run.plan);
    }
    if (event.name === 'test_started') {
      if (run.traces) await takeTraces();
      found.at = this.#tests.get(event.test) ?? -1;
      this.#started = performance.now();
    }
    if (event.name === 'test_done') {
      const passed = event.test.errors.length === 0;
      const ms = performance.now() - this.#started;
      found.tests.push({ at: found.at, name: event.test.name, ms, passed });
      if (run.traces) await takeTraces();
      found.at = -1;
      if (run.plan && !passed) for (const test of this.#tests.keys()) test.mode = 'skip';
    }
  }
}

/** The switch of a source: which of its changes is on. */
function source(file: string): (index: number) => boolean {
  const { mutant } = globalThis.skeinRun.run;
  if (mutant) return (index) => mutant.file === file && mutant.index === index;
  return (index) => {
    hit(hitOf(file, index));
    return false;
  };
}
