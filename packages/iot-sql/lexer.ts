import { SqlError } from './error.ts';

export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'variable' | 'symbol' | 'end';
  /** As written; of a string what it stands for, of a variable its name without the `@`. */
  readonly text: string;
  /** What the grammar goes by: a symbol, or a word in upper case. Empty for all other kinds. */
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

const SPACE = /\s*/y;
const TOKEN = new RegExp(
  [
    /(?<word>[\p{L}_][\p{L}\p{N}_]*)/u,
    /(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/u,
    /(?<string>'[^']*(?:''[^']*)*'|"[^"]*(?:""[^"]*)*")/u,
    /(?<variable>@[\p{L}\p{N}_]+)/u,
    /(?<symbol><>|<=|>=|[-+*/%=<>()[\]{},.:])/u,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'uy',
);

/** The token that begins at or after an offset. Strings have no escapes but their own quote, doubled. */
export function tokenAt(text: string, offset: number): Token {
  SPACE.lastIndex = offset;
  SPACE.exec(text);
  const start = SPACE.lastIndex;
  if (start >= text.length) return { kind: 'end', text: '', code: '', start: text.length, end: text.length };

  TOKEN.lastIndex = start;
  const { word, number, string, variable, symbol } = TOKEN.exec(text)?.groups ?? {};
  const end = TOKEN.lastIndex;
  if (word !== undefined) return { kind: 'word', text: word, code: word.toUpperCase(), start, end };
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, code: symbol, start, end };
  if (number !== undefined) return { kind: 'number', text: number, code: '', start, end };
  if (string !== undefined) return { kind: 'string', text: unquote(string), code: '', start, end };
  if (variable !== undefined) return { kind: 'variable', text: variable.slice(1), code: '', start, end };

  const character = String.fromCodePoint(text.codePointAt(start)!);
  if (character === "'" || character === '"') {
    throw new SqlError(text, start, `a closing ${character}`, 'the end of the text');
  }
  throw new SqlError(text, start, 'a word, a number, a string or an operator', character);
}

function unquote(literal: string): string {
  const quote = literal.charAt(0);
  return literal.slice(1, -1).replaceAll(quote + quote, quote);
}
