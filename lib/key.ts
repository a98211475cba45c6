/** What is stored under a key; shown in docs/keys.md. */
export interface KeySpec<Field extends string = string> {
  type: 'hash' | 'string' | 'list' | 'set' | 'zset' | 'geo';
  holds: string;
  lives: string;
  /** For a hash with fixed field names. */
  fields?: Record<Field, string>;
}

export interface Key<Pattern extends string, Field extends string> {
  (...ids: Ids<Pattern>): string;
  pattern: Pattern;
  spec: KeySpec<Field>;
}

type Ids<Pattern extends string> = Pattern extends `${string}{${string}}${infer Rest}`
  ? [id: string | number, ...Ids<Rest>]
  : [];

/**
 * Declares a key of Redis: `key('device:{device_id}', { … })` is a function that fills in the ids. Ids are encoded, as
 * an account's id is a token's subject and may hold anything.
 */
export function key<const Pattern extends string, Field extends string = never>(
  pattern: Pattern,
  spec: KeySpec<Field>,
): Key<Pattern, Field> {
  const parts = pattern.split(/\{\w+\}/);
  const fill = (...ids: (string | number)[]) =>
    parts.reduce((text, part, i) => `${text}${encodeURIComponent(ids[i - 1]!)}${part}`);
  return Object.assign(fill as (...ids: Ids<Pattern>) => string, { pattern, spec });
}

/** The names of a hash's fields. */
export type FieldOf<K> = K extends Key<string, infer Field> ? Field : never;
