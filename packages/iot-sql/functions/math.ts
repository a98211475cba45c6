import { finite, toInt } from '../conversions.ts';
import { remainder, truncate } from '../decimal.ts';
import { type Family, ofDecimals, type SqlFunction } from './define.ts';

/** A result that is imaginary or too large for a number is Undefined. */
function real(count: number, compute: (...decimals: number[]) => number): SqlFunction {
  return ofDecimals(count, (...decimals) => finite(compute(...decimals)));
}

/** On the two's complement of arguments rounded down, however many bits they take. */
function bitwise(count: number, compute: (...bits: bigint[]) => bigint): SqlFunction {
  return ofDecimals(count, (...decimals) => Number(compute(...decimals.map((decimal) => BigInt(Math.floor(decimal))))));
}

function roundHalfAwayFromZero(decimal: number): number {
  return Math.sign(decimal) * Math.round(Math.abs(decimal));
}

const MAX_PLACES = 34;

export const math: Family = {
  abs: real(1, Math.abs),
  acos: real(1, Math.acos),
  asin: real(1, Math.asin),
  atan: real(1, Math.atan),
  atan2: real(2, Math.atan2),
  bitand: bitwise(2, (a, b) => a! & b!),
  bitnot: bitwise(1, (a) => ~a!),
  bitor: bitwise(2, (a, b) => a! | b!),
  bitxor: bitwise(2, (a, b) => a! ^ b!),
  ceil: real(1, Math.ceil),
  cos: real(1, Math.cos),
  cosh: real(1, Math.cosh),
  exp: real(1, Math.exp),
  floor: real(1, Math.floor),
  ln: real(1, Math.log),
  log: real(1, Math.log10),
  mod: ofDecimals(2, remainder),
  power: real(2, Math.pow),
  remainder: ofDecimals(2, remainder),
  round: real(1, roundHalfAwayFromZero),
  sign: real(1, Math.sign),
  sin: real(1, Math.sin),
  sinh: real(1, Math.sinh),
  sqrt: real(1, Math.sqrt),
  tan: real(1, Math.tan),
  tanh: real(1, Math.tanh),
  trunc: ofDecimals(2, (decimal, places) => truncate(decimal!, Math.min(Math.max(toInt(places)!, 0), MAX_PLACES))),
};
