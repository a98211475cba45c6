import { toInt, toText } from '../conversions.ts';
import { isJson, isObject, type Json, own, type Value } from '../values.ts';
import type { Family } from './define.ts';

const MAX_TRANSFORMED_BYTES = 128 * 1024;

/** An item of an array, a character of a string, or the value of an object's key. Also what `a.b` and `a[0]` do. */
export function get(collection: Value, key: Value): Value {
  if (isObject(collection)) return typeof key === 'string' ? own(collection, key) : undefined;
  if (!Array.isArray(collection) && typeof collection !== 'string') return undefined;
  const index = toInt(key);
  return index === undefined ? undefined : collection[index];
}

function concat(inputs: readonly Value[]): Value {
  if (inputs.length === 1) return inputs[0];
  if (inputs.some((input) => Array.isArray(input))) return inputs.every(isJson) ? inputs.flat() : undefined;
  if (!inputs.some((input) => typeof input === 'string')) return undefined;
  const texts = inputs.map(toText);
  return texts.includes(undefined) ? undefined : texts.join('');
}

/** Gives the attributes of one object to each object of an array; where both have a key, the attribute wins. */
function transform([mode, attributes, items]: readonly Value[]): Value {
  if (mode !== 'enrichArray' || !isObject(attributes) || !Array.isArray(items) || !items.every(isObject)) {
    return undefined;
  }
  const enriched: Json[] = items.map((item) => ({ ...item, ...attributes }));
  return Buffer.byteLength(JSON.stringify(enriched)) > MAX_TRANSFORMED_BYTES ? undefined : enriched;
}

export const collection: Family = {
  concat: { arity: [0, Number.POSITIVE_INFINITY], apply: concat },
  get: { arity: [2, 2], apply: ([of, key]) => get(of, key) },
  transform: { arity: [3, 3], apply: transform },
};
