/** The values of expressions, and of the queries in them. Pure: the same context always gives the same value. */
import type { Context } from './context.ts';
import { get } from './functions/collection.ts';
import { operators } from './operators.ts';
import { Output } from './output.ts';
import type { Expression, NestedQuery, Query, Selection, Variable } from './syntax.ts';
import { equal, isJson, isObject, type Json, type JsonObject, own, put, type Value } from './values.ts';

/** What names stand for: the alias of a row or of one around it, else a field of the innermost row. */
export interface Scope {
  readonly context: Context;
  /** The payload, or in a nested query one item of its source. */
  readonly row: Value;
  readonly alias?: string | undefined;
  readonly outer?: Scope;
}

/** The scope of a whole text, its variables set. The payload is read only when something asks for it. */
export function scopeOf(context: Context, variables: readonly Variable[]): Scope {
  const scope: Scope = {
    context,
    get row() {
      return context.payload;
    },
  };
  for (const { name, value } of variables) context.variables.set(name, compute(value, scope));
  return scope;
}

export function holds({ where }: Query, scope: Scope): boolean {
  return where === undefined || compute(where, scope) === true;
}

/** `*` alone is the row as it is, bytes included; among other items it adds the fields of an object. */
export function select(selection: Selection, scope: Scope): Value {
  if (selection.kind === 'value') return compute(selection.value, scope);
  const { star, items } = selection;
  if (star && items.length === 0) return scope.row;
  const output = new Output(star && isObject(scope.row) ? scope.row : {});
  for (const { path, value } of items) {
    const result = compute(value, scope);
    if (isJson(result)) output.set(path, result);
  }
  return output.object;
}

export function compute(expression: Expression, scope: Scope): Value {
  scope.context.step();
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'star':
      return scope.row;
    case 'name':
      return resolve(expression.name, scope);
    case 'variable':
      return scope.context.variables.get(expression.name);
    case 'path':
      return expression.steps.reduce((of, step) => get(of, compute(step, scope)), compute(expression.of, scope));
    case 'call':
      return expression.apply(
        expression.inputs.map((input) => compute(input, scope)),
        scope.context,
      );
    case 'chain':
      return expression.rest.reduce(
        (left, { operator, operand }) => operators[operator](left, compute(operand, scope)),
        compute(expression.first, scope),
      );
    case 'case':
      return chosen(expression, scope);
    case 'array':
      return expression.items.map((item) => compute(item, scope)).filter(isJson);
    case 'object':
      return objectOf(expression.entries, scope);
    case 'query':
      return rowsOf(expression.query, scope);
  }
}

function resolve(name: string, scope: Scope): Value {
  for (let around: Scope | undefined = scope; around !== undefined; around = around.outer) {
    if (around.alias === name) return around.row;
  }
  return isObject(scope.row) ? own(scope.row, name) : undefined;
}

function chosen({ subject, branches, otherwise }: Extract<Expression, { kind: 'case' }>, scope: Scope): Value {
  const value = compute(subject, scope);
  if (!isJson(value)) return undefined;
  for (const { when, result } of branches) {
    const candidate = compute(when, scope);
    if (isJson(candidate) && equal(value, candidate)) return compute(result, scope);
  }
  return otherwise && compute(otherwise, scope);
}

function objectOf(entries: readonly (readonly [string, Expression])[], scope: Scope): JsonObject {
  const object: JsonObject = {};
  for (const [key, expression] of entries) {
    const value = compute(expression, scope);
    if (isJson(value)) put(object, key, value);
  }
  return object;
}

/** An array gives an array of results, an object one result; `FROM *` takes an object for an array of one. */
function rowsOf(query: NestedQuery, outer: Scope): Value {
  const source = compute(query.source, outer);
  const result = (row: Json): Value => {
    const scope = { context: outer.context, row, alias: query.alias, outer };
    return holds(query, scope) ? select(query.select, scope) : undefined;
  };
  if (Array.isArray(source)) return source.map(result).filter(isJson);
  if (!isObject(source)) return undefined;
  return query.source.kind === 'star' ? [result(source)].filter(isJson) : result(source);
}
