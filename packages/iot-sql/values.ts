export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/**
 * What an expression gives. `undefined` is SQL's Undefined; bytes are a payload that is not JSON.
 *
 * Int and Decimal need no types of their own: in version 2016-03-23 a whole number is an Int wherever it comes from.
 */
export type Value = Json | Uint8Array | undefined;

export function isObject(value: Value): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** Neither Undefined nor bytes, nor a number past a double's range, which reads as infinite. */
export function isJson(value: Value): value is Json {
  return value !== undefined && !(value instanceof Uint8Array) && (typeof value !== 'number' || Number.isFinite(value));
}

/** The value of a key of the object itself: `toString` or `__proto__` are keys like any other. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets a key of the object itself, where plain assignment to `__proto__` would change its prototype. */
export function put(object: JsonObject, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    object[key] = value;
  }
}

/** Deep equality; the order of an object's keys does not matter, and values of different types are never equal. */
export function equal(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index]!));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key] as Json, b[key] as Json))
  );
}
