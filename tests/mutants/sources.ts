import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mutant, mutantsOf } from './mutant.ts';

const TOPS = ['functions', 'lib'];

const filesBelow = (top: string): string[] =>
  readdirSync(top, { recursive: true, encoding: 'utf8' }).map((entry) => join(top, entry));

/** Every mutant of every source below functions/ and lib/ whose path holds `wanted`. */
export function allMutants(wanted: string): Mutant[] {
  const files = TOPS.flatMap(filesBelow).filter((file) => /\.(ts|lua|yml)$/.test(file) && file.includes(wanted));
  return files.sort().flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')));
}

/** The test files that judge, by what their path begins with. */
export const testFiles = (below: readonly string[]): string[] =>
  filesBelow('tests')
    .filter((file) => file.endsWith('.test.ts') && below.some((start) => file.startsWith(start)))
    .sort();
