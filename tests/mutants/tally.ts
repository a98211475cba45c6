import type { Verdict } from './judge.ts';
import { domainOf, type Mutant } from './mutant.ts';

export interface Tried {
  mutant: Mutant;
  verdict: Verdict;
}

export interface Score {
  domain: string;
  killed: number;
  tried: number;
  percent: number;
}

export const isAlive = ({ verdict }: Tried): boolean => verdict === 'survived' || verdict === 'uncovered';

export const scoreOf = (domain: string, tried: readonly Tried[]): Score => {
  const killed = tried.filter((one) => !isAlive(one)).length;
  return { domain, killed, tried: tried.length, percent: tried.length === 0 ? 100 : (100 * killed) / tried.length };
};

/** How many mutants of each domain were killed; those argued away are not among the tried. */
export function scores(tried: readonly Tried[]): Score[] {
  const domains = [...new Set(tried.map(({ mutant }) => domainOf(mutant.file)))].sort();
  return domains.map((domain) =>
    scoreOf(
      domain,
      tried.filter(({ mutant }) => domainOf(mutant.file) === domain),
    ),
  );
}

/** The same by kind of source. */
export const scoreOfKind = (tried: readonly Tried[], kind: string): Score =>
  scoreOf(
    kind,
    tried.filter(({ mutant }) => mutant.file.endsWith(`.${kind}`)),
  );
