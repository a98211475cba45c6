import { isObject, type Json, type JsonObject, own, put } from './values.ts';

/** The object that a list of items builds: dotted aliases nest, and a later item overrides an earlier one. */
export class Output {
  readonly object: JsonObject;
  /** The objects made here. All others belong to the payload and are copied before they change. */
  readonly #fresh = new Set<JsonObject>();

  constructor(initial: JsonObject = {}) {
    this.object = { ...initial };
  }

  set(path: readonly string[], value: Json): void {
    let object = this.object;
    for (const key of path.slice(0, -1)) object = this.#inner(object, key);
    put(object, path.at(-1)!, value);
  }

  #inner(object: JsonObject, key: string): JsonObject {
    const present = own(object, key);
    if (isObject(present) && this.#fresh.has(present)) return present;
    const inner = isObject(present) ? { ...present } : {};
    this.#fresh.add(inner);
    put(object, key, inner);
    return inner;
  }
}
