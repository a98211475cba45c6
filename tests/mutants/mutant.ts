import { described, type Edit } from './edits/edit.ts';
import { luaEdits } from './edits/lua.ts';
import { statementsOf } from './edits/lua-probes.ts';
import { typescriptEdits } from './edits/typescript.ts';
import { yamlEdits } from './edits/yaml.ts';
import { hitOf } from './jest/run.ts';

/** A change of one source, for a tool and for a person. */
export interface Mutant {
  file: string;
  /** Its place among the changes of its file. */
  index: number;
  /** What a test meets that meets it. */
  place: string;
  edit: Edit;
  line: number;
  lineText: string;
  change: string;
}

const KINDS: [RegExp, (text: string) => Edit[]][] = [
  [/(?<!\.d)\.ts$/, typescriptEdits],
  [/\.lua$/, luaEdits],
  [/\.yml$/, yamlEdits],
];

export function editsOf(file: string, text: string): Edit[] {
  const edits = KINDS.find(([name]) => name.test(file))?.[1](text) ?? [];
  return edits.sort((a, b) => a.start - b.start || b.end - a.end);
}

export function mutantsOf(file: string, text: string): Mutant[] {
  const times = new Map<string, number>();
  const placeOf = placesOf(file, text);
  return editsOf(file, text).map((edit, index) => {
    const at = edit.start + /^\s*/.exec(text.slice(edit.start, edit.end))![0].length;
    const before = text.slice(0, at).split('\n');
    const line = before.length;
    const lineText = text.split('\n')[line - 1]!.trim();
    const plain = described(text, edit);
    const nth = (times.get(`${line} ${plain}`) ?? 0) + 1;
    times.set(`${line} ${plain}`, nth);
    return {
      file,
      index,
      place: placeOf(edit, index),
      edit,
      line,
      lineText,
      change: nth > 1 ? `${plain} (${nth})` : plain,
    };
  });
}

/** A change of TypeScript by itself; in Lua the statement; of YAML the file. */
function placesOf(file: string, text: string): (edit: Edit, index: number) => string {
  if (file.endsWith('.yml')) return () => file;
  if (!file.endsWith('.lua')) return (_, index) => hitOf(file, index);
  const statementAt = statementsOf(text);
  return ({ start }) => hitOf(file, statementAt(start));
}

export const domainOf = (file: string): string => {
  const [top, domain, ...rest] = file.split('/');
  return top === 'functions' && rest.length > 0 ? domain! : top!;
};
