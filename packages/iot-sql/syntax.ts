/** What the parser makes of a text. Plain data, but for the functions, which are already looked up. */
import type { Context } from './context.ts';
import type { Operator } from './operators.ts';
import type { Json, Value } from './values.ts';

export interface Statement {
  /** The topic filter; absent in a rule that is reached by Basic Ingest alone. */
  readonly from?: string;
  readonly variables: readonly Variable[];
  readonly query: Query;
}

/** Texts and expressions, in turn as they stand in the template. */
export interface Template {
  readonly parts: readonly (string | Expression)[];
  readonly variables: readonly Variable[];
}

export interface Variable {
  readonly name: string;
  readonly value: Expression;
}

export interface Query {
  readonly select: Selection;
  readonly where?: Expression;
}

/** A query in an expression, over the items of an array or over one object. */
export interface NestedQuery extends Query {
  readonly source: Expression;
  readonly alias?: string;
}

export type Selection =
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'items'; readonly star: boolean; readonly items: readonly Item[] };

export interface Item {
  readonly value: Expression;
  /** Where the value goes in the output: `AS a.b` is ['a', 'b']. */
  readonly path: readonly string[];
}

export type Expression =
  | { readonly kind: 'literal'; readonly value: Json | undefined }
  /** `*`: the payload, or in a nested query its row. */
  | { readonly kind: 'star' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  /** `of.step[step]…` */
  | { readonly kind: 'path'; readonly of: Expression; readonly steps: readonly Expression[] }
  | { readonly kind: 'call'; readonly name?: string; readonly apply: Apply; readonly inputs: readonly Expression[] }
  /** Operators of one precedence, from left to right. A list, so that a long chain is not a deep tree. */
  | { readonly kind: 'chain'; readonly first: Expression; readonly rest: readonly Link[] }
  | {
      readonly kind: 'case';
      readonly subject: Expression;
      readonly branches: readonly Branch[];
      readonly otherwise?: Expression;
    }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: string, value: Expression])[] }
  | { readonly kind: 'query'; readonly query: NestedQuery };

export type Apply = (inputs: readonly Value[], context: Context) => Value;

export interface Link {
  readonly operator: Operator;
  readonly operand: Expression;
}

export interface Branch {
  readonly when: Expression;
  readonly result: Expression;
}
