/** cast(value AS type): the conversions, and numbers to and from Boolean as well. */
import { toBoolean, toDecimal, toInt, toText } from '../conversions.ts';
import type { Value } from '../values.ts';

const asNumber = (value: Value) => (typeof value === 'boolean' ? Number(value) : value);
const asDecimal = (value: Value) => toDecimal(asNumber(value));
const asInt = (value: Value) => toInt(asNumber(value));
const asBoolean = (value: Value) => (typeof value === 'number' ? value !== 0 : toBoolean(value));

export const casts: Readonly<Record<string, (value: Value) => Value>> = {
  BOOL: asBoolean,
  BOOLEAN: asBoolean,
  DECIMAL: asDecimal,
  DOUBLE: asDecimal,
  INT: asInt,
  INTEGER: asInt,
  NTEXT: toText,
  NVARCHAR: toText,
  STRING: toText,
  TEXT: toText,
  VARCHAR: toText,
};
