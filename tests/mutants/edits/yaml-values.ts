import type { Edit } from './edit.ts';

/** A quoted or a plain scalar; the plain one ends where its list, its map or its line does, or as a key. */
const SCALAR =
  /'(?:[^']|'')*'|"(?:\\.|[^"\\])*"|(?<![&*\w])(?=[\w/$.])(?:\$\{[^}]*\}|[^,{}[\]])+?(?=\s*(?:[,{}[\]]|:(?:\s|$)|$))/g;
const QUOTED = /'[^']*'/g;
const COMMENT = /\s#[^'"]*$/;

/** The changes of the values on one line; within a text over several lines what stands in quotes. */
export function valueEdits(line: string, at: number, isText: boolean): Edit[] {
  const plain = line.replace(COMMENT, '');
  return [...plain.matchAll(isText ? QUOTED : SCALAR)].flatMap(({ 0: found, index }) => {
    const end = index + found.length;
    const isKey = !isText && /^\s*:(\s|$)/.test(plain.slice(end));
    return isKey ? [] : [{ start: at + index, end: at + end, to: changed(found) }];
  });
}

function changed(value: string): string {
  if (/^\d+$/.test(value)) return String(Number(value) + 1);
  if (value === 'true') return 'false';
  if (value === 'false') return 'true';
  return /['"]$/.test(value) ? `${value.slice(0, -1)}x${value.at(-1)}` : `${value}x`;
}
