/**
 * The operators, as functions of their operands' values.
 * https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-operators.html
 */
import { toBoolean, toDecimal, toText } from './conversions.ts';
import { add, divide, divideInts, multiply, remainder, subtract } from './decimal.ts';
import { equal, isJson, type Value } from './values.ts';

export const operators = {
  AND: logical((a, b) => a && b),
  OR: logical((a, b) => a || b),
  IN: isIn,
  '=': equality,
  '<>': (a, b) => not(equality(a, b)),
  '>': comparison((a, b) => a > b),
  '>=': comparison((a, b) => a >= b),
  '<': comparison((a, b) => a < b),
  '<=': comparison((a, b) => a <= b),
  '+': plus,
  '-': arithmetic(subtract),
  '*': arithmetic(multiply),
  '/': (a, b) => arithmetic(Number.isInteger(a) && Number.isInteger(b) ? divideInts : divide)(a, b),
  '%': arithmetic(remainder),
} satisfies Record<string, (a: Value, b: Value) => Value>;

export type Operator = keyof typeof operators;

export function not(value: Value): Value {
  const truth = toBoolean(value);
  return truth === undefined ? undefined : !truth;
}

export function negative(value: Value): Value {
  return operators['-'](0, value);
}

export function exists(rows: Value): Value {
  return Array.isArray(rows) ? rows.length > 0 : rows !== undefined;
}

/** Both sides must be Boolean: `true OR Undefined` is Undefined, not true. */
function logical(combine: (a: boolean, b: boolean) => boolean) {
  return (a: Value, b: Value): Value => {
    const left = toBoolean(a);
    const right = toBoolean(b);
    return left === undefined || right === undefined ? undefined : combine(left, right);
  };
}

function equality(a: Value, b: Value): boolean | undefined {
  return isJson(a) && isJson(b) ? equal(a, b) : undefined;
}

function comparison(holds: (a: number, b: number) => boolean) {
  return (a: Value, b: Value): Value => {
    const left = toDecimal(a);
    const right = toDecimal(b);
    return left === undefined || right === undefined ? undefined : holds(left, right);
  };
}

/** What is no array counts as a list of one. */
function isIn(value: Value, list: Value): Value {
  if (!isJson(value) || !isJson(list)) return undefined;
  return Array.isArray(list) ? list.some((item) => equal(value, item)) : equal(value, list);
}

function plus(a: Value, b: Value): Value {
  if (typeof a !== 'string' && typeof b !== 'string') return arithmetic(add)(a, b);
  const left = toText(a);
  const right = toText(b);
  return left === undefined || right === undefined ? undefined : left + right;
}

function arithmetic(compute: (a: number, b: number) => number | undefined) {
  return (a: Value, b: Value): Value => {
    const left = toDecimal(a);
    const right = toDecimal(b);
    return left === undefined || right === undefined ? undefined : compute(left, right);
  };
}
