/**
 * The conversions that operators and functions apply to an argument of another type; undefined where there is none.
 * https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-data-types.html#iot-sql-conversions
 */
import type { Value } from './values.ts';

const DECIMAL = /^-?\d+(\.\d+)?(E-?\d+)?$/i;

export function toDecimal(value: Value): number | undefined {
  if (typeof value === 'number') return finite(value);
  return typeof value === 'string' && DECIMAL.test(value) ? finite(Number(value)) : undefined;
}

/** Rounds down, as the tables of the functions and their examples do. */
export function toInt(value: Value): number | undefined {
  const decimal = toDecimal(value);
  return decimal === undefined ? undefined : Math.floor(decimal);
}

export function toBoolean(value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  const word = value.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

export function toText(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numeral(value);
  if (value === undefined || value === null || value instanceof Uint8Array) return undefined;
  return JSON.stringify(value);
}

/** NaN and the infinities are Undefined in SQL; -0 is 0. */
export function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number + 0 : undefined;
}

function numeral(number: number): string | undefined {
  if (!Number.isFinite(number)) return undefined;
  return Number.isInteger(number) ? String(BigInt(number)) : String(number).replace('e', 'E');
}
