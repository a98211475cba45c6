import { callOf, castOf, type Refusal } from './calls.ts';
import { Cursor, MAX_DEPTH } from './cursor.ts';
import type { Family } from './functions/define.ts';
import type { Token } from './lexer.ts';
import { exists, negative, not, type Operator } from './operators.ts';
import type { Apply, Branch, Expression, Item, Link, NestedQuery, Query, Selection, Variable } from './syntax.ts';

/** Words that cannot be the name of a field. */
const RESERVED = ['SELECT', 'FROM', 'WHERE', 'AS', 'AND', 'OR', 'NOT', 'IN', 'CASE', 'WHEN', 'THEN', 'ELSE', 'END'];
const OPENING = ['*', '-', '(', '[', '{', 'NOT', 'CASE'];
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
]);

/** Recursive descent, one method a rule. Every way for a rule to contain itself goes through `nested`. */
export class Parser extends Cursor {
  readonly #variables = new Set<string>();
  readonly #more: Family;

  constructor(text: string, offset = 0, more: Family = {}) {
    super(text, offset);
    this.#more = more;
  }

  /** Makes variables known that are defined elsewhere. */
  declare(variables: readonly Variable[]): void {
    for (const { name } of variables) this.#variables.add(name);
  }

  /** [SET @name = expression, …] */
  set(): Variable[] {
    const variables: Variable[] = [];
    if (!this.accept('SET')) return variables;
    do {
      const token = this.take('variable', 'a variable, as in @name');
      if (token.text.length > 64) this.fail('a name of at most 64 characters', token);
      if (this.#variables.has(token.text)) this.fail('a variable that is not set yet', token);
      this.expect('=');
      variables.push({ name: token.text, value: this.expression() });
      this.#variables.add(token.text);
    } while (this.accept(','));
    return variables;
  }

  /** SELECT VALUE expression | SELECT item, … */
  selection(): Selection {
    this.expect('SELECT');
    const before = this.token;
    if (this.accept('VALUE')) {
      if (this.#opensExpression()) return { kind: 'value', value: this.expression() };
      this.token = before; // a field that is called value
    }
    const items: Item[] = [];
    let star = false;
    do {
      const item = this.#item();
      if (item === '*') star = true;
      else items.push(item);
    } while (this.accept(','));
    return { kind: 'items', star, items };
  }

  where(): Pick<Query, 'where'> {
    return this.accept('WHERE') ? { where: this.expression() } : {};
  }

  expression(): Expression {
    return this.nested(() => this.#chain(['OR'], () => this.#chain(['AND'], () => this.#negation())));
  }

  #item(): Item | '*' {
    const start = this.token;
    const value = this.expression();
    if (!this.accept('AS')) {
      if (value.kind === 'star') return '*';
      const name = nameOf(value) ?? this.fail('AS and a name, since only fields and functions have one', start);
      return { value, path: [name] };
    }
    const path: string[] = [];
    do path.push(this.take('word', 'a name').text);
    while (this.accept('.'));
    if (path.length > MAX_DEPTH) this.fail(`an alias of at most ${MAX_DEPTH} names`, start);
    return { value, path };
  }

  /** (SELECT … FROM expression [AS name] [WHERE …]) */
  #nestedQuery(): NestedQuery {
    const select = this.selection();
    this.expect('FROM');
    const source = this.expression();
    const alias = this.accept('AS') ? { alias: this.take('word', 'a name').text } : {};
    return { select, source, ...alias, ...this.where() };
  }

  #negation(): Expression {
    if (!this.accept('NOT')) return this.#comparison();
    return this.nested(() => applied(([value]) => not(value), this.#negation()));
  }

  #comparison(): Expression {
    return this.#chain(['=', '<>', '<', '<=', '>', '>=', 'IN'], (operator) =>
      operator === 'IN' && this.is('(') ? this.#inList() : this.#sum(),
    );
  }

  /** (expression, …); one alone may be the array itself. */
  #inList(): Expression {
    this.expect('(');
    const first = this.#argument();
    if (this.accept(')')) return first;
    this.expect(',');
    return { kind: 'array', items: [first, ...this.list(')', () => this.expression())] };
  }

  #sum(): Expression {
    return this.#chain(['+', '-'], () => this.#chain(['*', '/', '%'], () => this.#sign()));
  }

  #chain(operators: readonly Operator[], operand: (operator?: Operator) => Expression): Expression {
    const first = operand();
    const rest: Link[] = [];
    for (;;) {
      const operator = operators.find((code) => this.accept(code));
      if (operator === undefined) return rest.length === 0 ? first : { kind: 'chain', first, rest };
      rest.push({ operator, operand: operand(operator) });
    }
  }

  #sign(): Expression {
    if (!this.accept('-')) return this.#path();
    return this.nested(() => applied(([value]) => negative(value), this.#sign()));
  }

  #path(): Expression {
    const of = this.#primary();
    const steps: Expression[] = [];
    for (;;) {
      if (this.accept('.')) {
        const name = this.take('word', 'a name, or get() for a key that is none');
        steps.push({ kind: 'literal', value: name.text });
      } else if (this.accept('[')) {
        steps.push(this.expression());
        this.expect(']');
      } else {
        return steps.length === 0 ? of : { kind: 'path', of, steps };
      }
    }
  }

  #primary(): Expression {
    const token = this.token;
    if (this.is(...RESERVED) && !this.is('CASE')) this.fail('an expression');
    switch (token.kind) {
      case 'word':
        this.next();
        return this.#word(token);
      case 'string':
        this.next();
        return { kind: 'literal', value: token.text };
      case 'number':
        if (!Number.isFinite(Number(token.text))) this.fail('a number that a double can hold');
        this.next();
        return { kind: 'literal', value: Number(token.text) };
      case 'variable':
        if (!this.#variables.has(token.text)) this.fail('a variable that SET has defined');
        this.next();
        return { kind: 'variable', name: token.text };
      default:
        return this.#symbol();
    }
  }

  #symbol(): Expression {
    if (this.accept('*')) return { kind: 'star' };
    if (this.accept('[')) return { kind: 'array', items: this.list(']', () => this.expression()) };
    if (this.accept('{')) return { kind: 'object', entries: this.list('}', () => this.#entry()) };
    if (!this.accept('(')) this.fail('an expression');
    const inner = this.#argument();
    this.expect(')');
    return inner;
  }

  #word(word: Token): Expression {
    const literal = LITERALS.get(word.code);
    if (literal !== undefined) return { kind: 'literal', value: literal };
    if (word.code === 'CASE') return this.#case();
    if (!this.accept('(')) return { kind: 'name', name: word.text };
    if (word.code === 'CAST') return this.#cast();
    if (word.code === 'EXISTS') return this.#exists();
    const inputs = this.list(')', () => this.#argument());
    return this.#resolved(callOf(word.text, inputs, this.#more), word);
  }

  /** CASE subject WHEN value THEN result … [ELSE result] END */
  #case(): Expression {
    const subject = this.expression();
    const branches: Branch[] = [];
    while (this.accept('WHEN')) {
      const when = this.expression();
      this.expect('THEN');
      branches.push({ when, result: this.expression() });
    }
    if (branches.length === 0) this.fail('WHEN');
    const otherwise = this.accept('ELSE') ? { otherwise: this.expression() } : {};
    this.expect('END');
    return { kind: 'case', subject, branches, ...otherwise };
  }

  /** cast(expression AS type) */
  #cast(): Expression {
    const input = this.#argument();
    this.expect('AS');
    const type = this.take('word', 'a type');
    this.expect(')');
    return this.#resolved(castOf(input, type.text), type);
  }

  #exists(): Expression {
    const query = this.is('SELECT') ? this.#argument() : this.fail('a query');
    this.expect(')');
    return applied(([rows]) => exists(rows), query);
  }

  /** An expression, or a query without parentheses of its own. */
  #argument(): Expression {
    return this.is('SELECT') ? { kind: 'query', query: this.#nestedQuery() } : this.expression();
  }

  #entry(): readonly [string, Expression] {
    const key = this.take('string', 'a key in quotes').text;
    this.expect(':');
    return [key, this.expression()];
  }

  #resolved(call: Expression | Refusal, at: Token): Expression {
    return 'found' in call ? this.fail(call.expected, at, call.found) : call;
  }

  #opensExpression(): boolean {
    if (this.token.kind === 'symbol' || this.is(...RESERVED)) return this.is(...OPENING);
    return this.token.kind !== 'end';
  }
}

function applied(apply: Apply, input: Expression): Expression {
  return { kind: 'call', apply, inputs: [input] };
}

/** The key in the output of an item without AS. */
function nameOf(value: Expression): string | undefined {
  if (value.kind === 'name' || value.kind === 'variable' || value.kind === 'call') return value.name;
  if (value.kind !== 'path') return undefined;
  const last = value.steps.at(-1)!;
  return last.kind === 'literal' && typeof last.value === 'string' ? last.value : undefined;
}
