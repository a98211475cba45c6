import { toDecimal, toText } from '../conversions.ts';
import type { Apply } from '../syntax.ts';
import type { Value } from '../values.ts';

export interface SqlFunction {
  /** With fewer or more arguments the result is Undefined. */
  readonly arity: readonly [least: number, most: number];
  readonly apply: Apply;
  /** Takes the place of `apply` where the first argument is `*`. */
  readonly applyToPayload?: Apply;
  /** The only literal that the second argument may be. */
  readonly scheme?: string;
}

export type Family = Readonly<Record<string, SqlFunction>>;

/** A function of so many decimals: Undefined if an argument cannot be converted. */
export function ofDecimals(count: number, compute: (...decimals: number[]) => Value): SqlFunction {
  return { arity: [count, count], apply: (inputs) => lift(inputs, toDecimal, compute) };
}

/** A function of so many strings: Undefined if an argument cannot be converted. */
export function ofTexts(count: number, compute: (...texts: string[]) => Value): SqlFunction {
  return { arity: [count, count], apply: (inputs) => lift(inputs, toText, compute) };
}

function lift<T>(
  inputs: readonly Value[],
  convert: (value: Value) => T | undefined,
  compute: (...converted: T[]) => Value,
) {
  const converted: T[] = [];
  for (const input of inputs) {
    const value = convert(input);
    if (value === undefined) return undefined;
    converted.push(value);
  }
  return compute(...converted);
}
