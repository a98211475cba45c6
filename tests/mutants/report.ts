import type { Mutant } from './mutant.ts';
import { type Score, scoreOfKind, scores, type Tried } from './tally.ts';

const whole = (value: number, width: number) => String(value).padStart(width);

const row = ({ domain, killed, tried, percent }: Score) =>
  `${domain.padEnd(10)}${whole(killed, 6)} of ${whole(tried, 5)}  ${percent.toFixed(1).padStart(5)} %`;

const placed = ({ file, line, change, lineText }: Mutant) => `${file}:${line}  ${change}\n    ${lineText}`;

export const survivor = ({ mutant, verdict }: Tried): string =>
  `${verdict === 'uncovered' ? 'met by no test' : 'survived'}: ${placed(mutant)}`;

export function printArgued(argued: readonly { mutant: Mutant; reason: string }[]): void {
  if (argued.length > 0) console.log(`\nargued, and left out of the score: ${argued.length}`);
  for (const { mutant, reason } of argued) console.log(`${placed(mutant)}\n    ${reason}`);
}

export function printScores(tried: readonly Tried[]): void {
  console.log('\nkilled:');
  for (const score of scores(tried)) console.log(row(score));
  console.log('');
  for (const kind of ['ts', 'lua', 'yml']) console.log(row(scoreOfKind(tried, kind)));
  const timeouts = tried.filter(({ verdict }) => verdict === 'timeout').length;
  const uncovered = tried.filter(({ verdict }) => verdict === 'uncovered').length;
  console.log(`\nof these ${timeouts} by timeout; ${uncovered} are met by no test`);
}
