import type { DataSchema } from '../../../../events/product/data-schema.ts';
import type { ThingModel } from '../../../../events/product/thing-model.ts';
import type { Random } from '../crowd.ts';

/** A number moves by so much of its range at most from one reading to the next, and a switch so often. */
const DRIFT = 0.05;
const SWITCHED = 0.1;

/** What a device's properties show: made up, but as its product declares them. Another one changes at each reading. */
export class Gauges {
  readonly #schemas: [name: string, schema: DataSchema][];
  readonly #random: Random;
  readonly #values: Record<string, unknown>;

  constructor({ properties = {} }: Pick<ThingModel, 'properties'>, random: Random) {
    // a device knows its charge itself
    this.#schemas = Object.entries(properties).filter(([name]) => name !== 'battery') as [string, DataSchema][];
    this.#random = random;
    this.#values = Object.fromEntries(this.#schemas.map(([name, schema]) => [name, madeUp(schema, random)]));
  }

  /** All of them; undefined where the product has none. */
  read(): Record<string, unknown> | undefined {
    const one = this.#schemas[Math.floor(this.#random() * this.#schemas.length)];
    if (!one) return undefined;
    this.#values[one[0]] = changed(this.#values[one[0]], one[1], this.#random);
    return { ...this.#values };
  }
}

/** What comes after a value: near it, as a tyre or a motor does not jump. */
function changed(value: unknown, schema: DataSchema, random: Random): unknown {
  const { type, minimum = 0, maximum = minimum + 100, items } = schema;
  if (type === 'boolean') return random() < SWITCHED ? !value : value;
  if (type === 'array') return (value as unknown[]).map((one) => changed(one, items ?? {}, random));
  if (typeof value !== 'number' || 'const' in schema || schema.enum) return madeUp(schema, random);
  const next = value + (random() * 2 - 1) * DRIFT * (maximum - minimum);
  const kept = Math.min(maximum, Math.max(minimum, next));
  return type === 'integer' ? Math.round(kept) : Math.round(kept * 10) / 10;
}

function madeUp(schema: DataSchema, random: Random): unknown {
  const { type, enum: words, minimum = 0, maximum = minimum + 100, items, properties = {} } = schema;
  if ('const' in schema) return schema.const;
  if (words) return words[Math.floor(random() * words.length)];
  switch (type) {
    case 'boolean':
      return random() < 0.5;
    case 'integer':
      return Math.ceil(minimum) + Math.floor(random() * (maximum - minimum));
    case 'number':
      return Math.round((minimum + random() * (maximum - minimum) * 0.99) * 10) / 10;
    case 'array':
      return Array.from({ length: schema.minItems ?? 1 }, () => madeUp(items ?? {}, random));
    case 'object':
      return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, madeUp(part, random)]));
    default:
      return '1';
  }
}
