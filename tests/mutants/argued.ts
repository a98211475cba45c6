import { readFileSync } from 'node:fs';
import type { Mutant } from './mutant.ts';

/** A mutant that no test need kill, and why: it is equivalent, or what it changes does not matter. */
export interface Argued {
  file: string;
  /** The text of the line. */
  line: string;
  change: string;
  reason: string;
}

export const readArgued = (): Argued[] =>
  JSON.parse(readFileSync(new URL('./argued.json', import.meta.url), 'utf8')) as Argued[];

export const reasonFor = (mutant: Mutant, argued: readonly Argued[]): string | undefined =>
  argued.find(({ file, line, change }) => file === mutant.file && line === mutant.lineText && change === mutant.change)
    ?.reason;

/** Arguments about lines that are no more. */
export const outdated = (argued: readonly Argued[], mutants: readonly Mutant[]): Argued[] =>
  argued.filter((one) => !mutants.some((mutant) => reasonFor(mutant, [one]) !== undefined));
