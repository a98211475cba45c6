import { SqlError } from './error.ts';
import { type Token, tokenAt } from './lexer.ts';

/** Of the statement's own nesting: parentheses, literals, calls, CASE, NOT and nested queries. */
export const MAX_DEPTH = 100;

/** Where a parser stands in its text: one token ahead, and so many levels deep. */
export class Cursor {
  readonly text: string;
  token: Token;
  #depth = 0;

  constructor(text: string, offset = 0) {
    this.text = text;
    this.token = tokenAt(text, offset);
  }

  /** Takes the token, whatever it is. */
  next(): Token {
    const token = this.token;
    this.token = tokenAt(this.text, token.end);
    return token;
  }

  is(...codes: string[]): boolean {
    return this.token.code !== '' && codes.includes(this.token.code);
  }

  accept(code: string): boolean {
    const accepted = this.is(code);
    if (accepted) this.next();
    return accepted;
  }

  expect(code: string): void {
    if (!this.accept(code)) this.fail(code);
  }

  take(kind: Token['kind'], expected: string): Token {
    return this.token.kind === kind ? this.next() : this.fail(expected);
  }

  /** Items up to the closing symbol, which is taken too. */
  list<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    if (this.accept(close)) return items;
    do items.push(item());
    while (this.accept(','));
    if (!this.accept(close)) this.fail(`, or ${close}`);
    return items;
  }

  nested<T>(parse: () => T): T {
    if (this.#depth === MAX_DEPTH) this.fail(`at most ${MAX_DEPTH} levels of nesting`, this.token, 'one more');
    this.#depth++;
    const result = parse();
    this.#depth--;
    return result;
  }

  fail(expected: string, at: Token = this.token, found = describe(this.text, at)): never {
    throw new SqlError(this.text, at.start, expected, found);
  }
}

function describe(text: string, token: Token): string {
  return token.kind === 'end' ? 'the end of the text' : text.slice(token.start, Math.min(token.end, token.start + 50));
}
