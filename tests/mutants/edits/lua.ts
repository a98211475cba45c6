import type { Edit } from './edit.ts';
import { callEdits, conditionEdits, exitEdits } from './lua-statements.ts';
import { luaTokens, type Token } from './lua-tokens.ts';

const SWAPS: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '==': '~=',
  '~=': '==',
  '+': '-',
  '*': '/',
  '/': '*',
  and: 'or',
  or: 'and',
  not: '',
  true: 'false',
  false: 'true',
  min: 'max',
  max: 'min',
};

/** Options of Redis commands; a command's name is not changed. */
const OPTIONS: Record<string, string> = { EX: 'PX', PX: 'EX', NX: 'XX', XX: 'NX', GT: 'LT', LT: 'GT' };

/** Every change that is tried on a Lua source. */
export function luaEdits(text: string): Edit[] {
  const tokens = luaTokens(text);
  const words = tokens.flatMap((token, i) => {
    const to = changed(token, tokens[i - 1]);
    return to === undefined ? [] : [{ start: token.start, end: token.end, to }];
  });
  return [...words, ...conditionEdits(text, tokens), ...callEdits(tokens), ...exitEdits(tokens)];
}

function changed({ kind, text }: Token, before: Token | undefined): string | undefined {
  if (kind === 'number') return String(Number(text) + 1);
  if (kind === 'string') return changedString(text);
  if (text === '-') return isOperand(before) ? '+' : '';
  if ((text === 'min' || text === 'max') && before?.text !== '.') return undefined;
  return SWAPS[text];
}

/** The name of a field, a reason; a pattern or a text is left alone. */
function changedString(text: string): string | undefined {
  const value = text.slice(1, -1);
  if (OPTIONS[value]) return `'${OPTIONS[value]}'`;
  return /^[a-z][a-z0-9_]*$/.test(value) ? `'${value}_'` : undefined;
}

const KEYWORD = /^(and|or|not|return|if|while|until|in|then|do|else)$/;

const isOperand = (token: Token | undefined) =>
  token !== undefined && (token.kind === 'symbol' ? /^[)\]}]$/.test(token.text) : !KEYWORD.test(token.text));
