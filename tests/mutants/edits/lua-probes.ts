import { goesOn, OPENS } from './lua-statements.ts';
import { luaTokens, type Token } from './lua-tokens.ts';

/** The set in which a script with probes leaves what it has come by. */
export const TRACE = 'skein:mutants';

/** From here on the text belongs to this statement. */
interface Mark {
  start: number;
  statement: number;
  isStart: boolean;
}

/** Not the number of any statement. */
const OF_THE_FILE = -1;

const NO_STATEMENT = /^(and|or|not|then|do|end|else|elseif|until|in|require)$/;

function marksOf(text: string): Mark[] {
  const marks: Mark[] = [];
  const blocks: number[] = [];
  let depth = 0;
  let count = 0;
  const tokens = luaTokens(text);
  for (const [i, token] of tokens.entries()) {
    if (/^[([{]$/.test(token.text)) depth++;
    if (/^[)\]}]$/.test(token.text)) depth--;
    const isStatement = depth === 0 && begins(token, tokens[i - 1]);
    const isStart = isStatement && !isReadByTheLoader(text, token);
    if (isStart) marks.push({ start: token.start, statement: count++, isStart });
    else if (isStatement) marks.push({ start: token.start, statement: OF_THE_FILE, isStart });
    if (OPENS.test(token.text)) blocks.push(count - 1);
    if (/^(elseif|until)$/.test(token.text)) marks.push({ start: token.start, statement: blocks.at(-1)!, isStart });
    if (/^(end|until)$/.test(token.text)) blocks.pop();
  }
  return marks;
}

const begins = (token: Token, before: Token | undefined): boolean =>
  token.leads && token.kind === 'name' && !NO_STATEMENT.test(token.text) && !goesOn(before);

/** Includes and the names of keys, which lib/script.ts must find as they were: whoever loads the file meets them. */
function isReadByTheLoader(text: string, token: Token): boolean {
  const rest = text.slice(token.start);
  return /\brequire\b/.test(rest.split('\n')[0]!) || /^local [\w,\s]+ = unpack\(KEYS/.test(rest);
}

/** A Lua source that says which of its statements are reached. */
export function withProbes(file: string, text: string): string {
  let done = 0;
  let result = '';
  for (const { start, statement, isStart } of marksOf(text)) {
    if (!isStart) continue;
    result += `${text.slice(done, start)}redis.call('SADD', '${TRACE}', '${file}#${statement}') `;
    done = start;
  }
  return result + text.slice(done);
}

/** The statement of a Lua source that this place belongs to. */
export function statementsOf(text: string): (at: number) => number {
  const marks = marksOf(text);
  return (at) => marks.findLast(({ start }) => start <= at)?.statement ?? OF_THE_FILE;
}
