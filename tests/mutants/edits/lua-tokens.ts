export interface Token {
  kind: 'name' | 'number' | 'string' | 'symbol';
  text: string;
  start: number;
  end: number;
  /** Whether it is the first of its line. */
  leads: boolean;
}

const TOKEN =
  /(?<blank>\s+|--\[\[[\s\S]*?\]\]|--[^\n]*)|(?<name>[A-Za-z_]\w*)|(?<number>\d+(?:\.\d+)?)|(?<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\[\[[\s\S]*?\]\])|(?<symbol>[=~<>]=|\.{2,3}|.)/gy;

/** A Lua source without its blanks and comments. */
export function luaTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: found, groups, index } of text.matchAll(TOKEN)) {
    const [kind] = Object.entries(groups!).find(([, value]) => value !== undefined)!;
    if (kind === 'blank') continue;
    const leads = /(?:^|\n)\s*$/.test(text.slice(0, index));
    tokens.push({ kind: kind as Token['kind'], text: found, start: index, end: index + found.length, leads });
  }
  return tokens;
}

/** Where the bracket that opens here is closed. */
export function closing(tokens: readonly Token[], opening: number): number {
  let depth = 0;
  for (let i = opening; i < tokens.length; i++) {
    if (/^[([{]$/.test(tokens[i]!.text)) depth++;
    if (/^[)\]}]$/.test(tokens[i]!.text)) depth--;
    if (depth === 0) return i;
  }
  return tokens.length - 1;
}
