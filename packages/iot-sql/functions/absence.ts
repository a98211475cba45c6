/** Null, Undefined, and what to take in their place. */
import type { Value } from '../values.ts';
import type { Family } from './define.ts';

const isAbsent = (value: Value) => value === null || value === undefined;

export const absence: Family = {
  isnull: { arity: [1, 1], apply: ([value]) => value === null },
  isundefined: { arity: [1, 1], apply: ([value]) => value === undefined },
  nanvl: { arity: [2, 2], apply: ([value, otherwise]) => (isAbsent(value) ? otherwise : value) },
  get_or_default: { arity: [1, 2], apply: ([value, otherwise]) => (isAbsent(value) ? otherwise : value) },
};
