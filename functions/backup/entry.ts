import { isUtf8 } from 'node:buffer';

export type Type = 'string' | 'list' | 'set' | 'hash' | 'zset';

/** What lies under a key, or a piece of it where that is large. */
export interface Entry {
  key: string;
  type: Type;
  /**
   * A string's bytes; the elements of a list or set; of a hash field, value, field, value, …; of a zset member, score,
   * member, score, …, scores as Redis writes them.
   */
  values: Buffer[];
  /** How many elements were in the pieces before; left out of the first. */
  from?: number;
  /** Ms since the epoch; left out where it does not expire. */
  expires_at?: number;
}

/** Text as it is, and other bytes as base64. */
type Text = string | { base64: string };

interface Line extends Omit<Entry, 'values'> {
  value: Text | Text[];
}

/** An entry as one line of JSON, without its end. */
export function lineOf({ key, type, values, ...rest }: Entry): string {
  const texts = values.map(textOf);
  return JSON.stringify({ key, type, value: type === 'string' ? texts[0]! : texts, ...rest } satisfies Line);
}

/** The same, read back. Throws a SyntaxError where it is no JSON. */
export function entryOf(line: string): Entry {
  const { value, ...rest } = JSON.parse(line) as Line;
  return { ...rest, values: [value].flat().map(bytesOf) };
}

const textOf = (bytes: Buffer): Text => (isUtf8(bytes) ? bytes.toString() : { base64: bytes.toString('base64') });

const bytesOf = (text: Text): Buffer =>
  typeof text === 'string' ? Buffer.from(text) : Buffer.from(text.base64, 'base64');
