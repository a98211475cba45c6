import type { Circus } from '@jest/types';
import type { Run } from './run.ts';

type Child = Circus.DescribeBlock | Circus.TestEntry;
type Tests = Map<Circus.TestEntry, number>;

const testsOf = (child: Child): Circus.TestEntry[] =>
  child.type === 'test' ? [child] : child.children.flatMap(testsOf);

/** The tests of a file by their place in it. */
export const numbered = (root: Circus.DescribeBlock): Tests => new Map(testsOf(root).map((test, at) => [test, at]));

/** Leaves out what the plan does not name, and puts the rest in its order, as far as describe blocks allow. */
export function arrange(root: Circus.DescribeBlock, tests: Tests, plan: NonNullable<Run['plan']>): void {
  const rank = new Map(plan.map(({ at }, i) => [at, i]));
  for (const [test, at] of tests) {
    const place = rank.get(at);
    if (place === undefined) test.mode = 'skip';
    else test.timeout = plan[place]!.timeout;
  }
  const rankOf = (child: Child): number =>
    Math.min(...testsOf(child).map((test) => rank.get(tests.get(test)!) ?? Number.POSITIVE_INFINITY));
  const sort = (block: Circus.DescribeBlock): void => {
    block.children.sort((a, b) => rankOf(a) - rankOf(b) || 0);
    for (const child of block.children) if (child.type === 'describeBlock') sort(child);
  };
  sort(root);
}
