import { type Answer, METRICS } from './replay.ts';

/** Sums in another order differ in their last digits. */
const TOLERANCE = 1e-9;

/** Where two answers differ, a line each; none where they are the same. */
export const differences = (archive: Answer, api: Answer): string[] =>
  METRICS.flatMap((metric) => {
    const [one, other] = [archive, api].map((answer) => new Map(answer[metric].map(([cell, ...rest]) => [cell, rest])));
    return [...new Set([...one!.keys(), ...other!.keys()])].sort().flatMap((cell) => {
      const [a, b] = [one!.get(cell), other!.get(cell)];
      return isSame(a, b) ? [] : [`${metric} ${cell}: ${told(a)} by the archive, ${told(b)} by the API`];
    });
  });

const isSame = (one: number[] | undefined, other: number[] | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  one.every((value, i) => Math.abs(value - other[i]!) <= TOLERANCE * Math.max(1, Math.abs(value)));

const told = (spot: number[] | undefined): string => (spot ? `${spot[0]} people (${spot[1]} samples)` : 'nothing');
