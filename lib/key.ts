/** What is stored under a key; shown in docs/keys.md. */
export interface KeySpec<Field extends string = string, Lives extends string | number = string | number> {
  type: 'hash' | 'string' | 'list' | 'set' | 'zset' | 'geo';
  holds: string;
  /** In words, or in ms where it expires so long after it was written. */
  lives: Lives;
  /**
   * Whether a backup holds it. `account`: it does, of the same moment as the account that it is of, so that the money in
   * a backup is right (functions/backup/accounts.ts). Why what is left out is left out: docs/operate/backup.md.
   */
  backup: boolean | 'account';
  /** For a hash with fixed field names, or a string that holds an object. */
  fields?: Record<Field, string>;
}

export interface Key<Pattern extends string, Field extends string, Lives extends string | number> {
  (...ids: Ids<Pattern>): string;
  pattern: Pattern;
  spec: KeySpec<Field, Lives>;
}

type Ids<Pattern extends string> = Pattern extends `${string}{${string}}${infer Rest}`
  ? [id: string | number, ...Ids<Rest>]
  : [];

/**
 * Declares a key of Redis: `key('device:{device_id}', { … })` is a function that fills in the ids. Ids are encoded, as
 * an account's id is a token's subject and may hold anything.
 */
export function key<const Pattern extends string, Lives extends string | number, Field extends string = never>(
  pattern: Pattern,
  spec: KeySpec<Field, Lives>,
): Key<Pattern, Field, Lives> {
  const parts = pattern.split(/\{\w+\}/);
  const fill = (...ids: (string | number)[]) =>
    parts.reduce((text, part, i) => `${text}${encodeURIComponent(ids[i - 1]!)}${part}`);
  return Object.assign(fill as (...ids: Ids<Pattern>) => string, { pattern, spec });
}

/** The names of a hash's fields. */
export type FieldOf<K> = K extends Key<string, infer Field, string | number> ? Field : never;
