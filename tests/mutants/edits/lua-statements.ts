import type { Edit } from './edit.ts';
import { closing, type Token } from './lua-tokens.ts';

const upTo = (tokens: readonly Token[], from: number, last: number, to: string): Edit => ({
  start: tokens[from]!.start,
  end: tokens[last]!.end,
  to,
});

/** Turns a condition round, where no single operator in it does. */
export function conditionEdits(text: string, tokens: readonly Token[]): Edit[] {
  return tokens.flatMap(({ text: word }, i) => {
    if (word !== 'if' && word !== 'elseif') return [];
    const then = tokens.findIndex((token, at) => at > i && token.text === 'then');
    if (tokens.slice(i + 1, then).some((token) => /^(and|or|not|[=~<>]=|[<>])$/.test(token.text))) return [];
    const { start, end } = upTo(tokens, i + 1, then - 1, '');
    return [{ start, end, to: `not (${text.slice(start, end)})` }];
  });
}

/** Takes out a statement that is a call. */
export function callEdits(tokens: readonly Token[]): Edit[] {
  return tokens.flatMap((token, i) => {
    if (!token.leads || token.kind !== 'name' || goesOn(tokens[i - 1])) return [];
    let open = i + 1;
    while (tokens[open]?.text === '.') open += 2;
    return tokens[open]?.text === '(' && !/^(if|while|and|or|not|return)$/.test(token.text)
      ? [upTo(tokens, i, closing(tokens, open), '')]
      : [];
  });
}

export const goesOn = (before: Token | undefined) =>
  before !== undefined && (/^(and|or|not|return)$/.test(before.text) || /^[=~<>+\-*/%.,([{]/.test(before.text));

export const OPENS = /^(if|for|while|function|repeat)$/;

/** Takes out the way out of a guard. */
export function exitEdits(tokens: readonly Token[]): Edit[] {
  const blocks: string[] = [];
  return tokens.flatMap(({ text }, i) => {
    if (OPENS.test(text)) blocks.push(text);
    if (text === 'end' || text === 'until') blocks.pop();
    if (text !== 'return' || blocks.at(-1) !== 'if') return [];
    const end = tokens.findIndex((token, at) => at > i && /^(end|else|elseif)$/.test(token.text));
    return [upTo(tokens, i, end - 1, '')];
  });
}
