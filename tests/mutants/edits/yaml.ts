import type { Edit } from './edit.ts';
import { valueEdits } from './yaml-values.ts';

interface Line {
  start: number;
  end: number;
  text: string;
  indent: number;
}

const isBlank = ({ text }: Line) => /^\s*(#.*)?$/.test(text);
const opensText = ({ text }: Line) => /[>|][-+]?$/.test(text);

/** Every change that is tried on a YAML file: each line taken out with what is below it, each value changed. */
export function yamlEdits(text: string): Edit[] {
  const lines = linesOf(text);
  const edits: Edit[] = [];
  let textBelow = Number.POSITIVE_INFINITY;
  for (const [i, line] of lines.entries()) {
    if (isBlank(line)) continue;
    if (line.indent <= textBelow) textBelow = Number.POSITIVE_INFINITY;
    const below = lines.findIndex((other, at) => at > i && !isBlank(other) && other.indent <= line.indent);
    const last = lines[below === -1 ? lines.length - 1 : below - 1]!;
    edits.push({ start: line.start, end: last.end, to: '' });
    edits.push(...valueEdits(line.text, line.start, textBelow < Number.POSITIVE_INFINITY));
    if (opensText(line)) textBelow = line.indent;
  }
  return edits;
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const found = { start, end: start + line.length, text: line, indent: /^ */.exec(line)![0].length };
    start += line.length + 1;
    return found;
  });
}
