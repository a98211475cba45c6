import { basename } from 'node:path';
import { domainOf } from './mutant.ts';

const stem = (file: string) => basename(file).split('.')[0];

/** Test files in the order in which they are likely to notice a change of this source: its own, its domain's, others. */
export function nearest(file: string, testFiles: readonly string[]): string[] {
  const domain = domainOf(file);
  const distance = (test: string): number => {
    const isNear = test.split('/').includes(domain) || (file.endsWith('.yml') && test.startsWith('tests/deploy/'));
    return (isNear ? 0 : 2) + (stem(test) === stem(file) ? 0 : 1);
  };
  return [...testFiles].sort((a, b) => distance(a) - distance(b));
}
