/**
 * Decimal arithmetic on doubles: exact in base ten, then rounded once, so that 0.1 + 0.2 is 0.3 as it is on AWS.
 * A result that is no finite number is undefined.
 */
import { finite } from './conversions.ts';

/** coefficient × 10^exponent */
interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** More than a double can hold, whatever the divisor. */
const QUOTIENT_DIGITS = 40;

export function add(a: number, b: number): number | undefined {
  if (areSafe(a, b)) return finite(a + b);
  const [x, y, exponent] = aligned(a, b);
  return toNumber(x + y, exponent);
}

export function subtract(a: number, b: number): number | undefined {
  return add(a, -b);
}

export function multiply(a: number, b: number): number | undefined {
  if (areSafe(a, b) && Number.isSafeInteger(a * b)) return finite(a * b);
  const x = toDecimal(a);
  const y = toDecimal(b);
  return toNumber(x.coefficient * y.coefficient, x.exponent + y.exponent);
}

export function divide(a: number, b: number): number | undefined {
  if (b === 0) return undefined;
  const x = toDecimal(a);
  const y = toDecimal(b);
  const quotient = (x.coefficient * 10n ** BigInt(QUOTIENT_DIGITS)) / y.coefficient;
  return toNumber(quotient, x.exponent - y.exponent - QUOTIENT_DIGITS);
}

/** Int / Int is an Int: the quotient without its fraction. */
export function divideInts(a: number, b: number): number | undefined {
  return finite((a - (a % b)) / b);
}

/** Has the sign of the dividend. */
export function remainder(a: number, b: number): number | undefined {
  if (b === 0 || areSafe(a, b)) return finite(a % b);
  const [x, y, exponent] = aligned(a, b);
  return toNumber(x % y, exponent);
}

/** Cuts off every digit past so many decimal places. */
export function truncate(number: number, places: number): number | undefined {
  const { coefficient, exponent } = toDecimal(number);
  const surplus = -exponent - places;
  return surplus <= 0 ? finite(number) : toNumber(coefficient / 10n ** BigInt(surplus), -places);
}

function areSafe(a: number, b: number): boolean {
  return Number.isSafeInteger(a) && Number.isSafeInteger(b);
}

function toDecimal(number: number): Decimal {
  const [mantissa = '', exponent = '0'] = String(number).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { coefficient: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

function aligned(a: number, b: number): [x: bigint, y: bigint, exponent: number] {
  const x = toDecimal(a);
  const y = toDecimal(b);
  const exponent = Math.min(x.exponent, y.exponent);
  const scaled = (of: Decimal) => of.coefficient * 10n ** BigInt(of.exponent - exponent);
  return [scaled(x), scaled(y), exponent];
}

function toNumber(coefficient: bigint, exponent: number): number | undefined {
  return finite(Number(`${coefficient}e${exponent}`));
}
