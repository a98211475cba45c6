import { isMap, isScalar, parse, parseDocument, stringify, visit } from 'yaml';
import type { Json, Template } from './template.ts';

/** A template by its parts, such as `Resources.CrowdRule`, without what differs from one packaging to the next. */
export type Parts = Record<string, Json>;

/** Where the framework uploads a package to: a folder named by the time. */
const UPLOAD_FOLDER = /\d{13}-\d{4}-\d\d-\d\dT[\d:.]+Z/g;

export function partsOf(template: Template): Parts {
  const settled = JSON.parse(JSON.stringify(template).replace(UPLOAD_FOLDER, 'when-packaged')) as Record<string, Json>;
  const parts = Object.entries(settled).flatMap(([section, content]): [string, Json][] =>
    typeof content === 'object' && content !== null && !Array.isArray(content)
      ? Object.entries(content).map(([id, part]) => [`${section}.${id}`, part])
      : [[section, content]],
  );
  return Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What `of` has otherwise than `from`; null stands for what it lacks. */
export function differenceOf(of: Parts, from: Parts): Parts {
  const names = [...new Set([...Object.keys(from), ...Object.keys(of)])].sort();
  const differing = names.filter((name) => JSON.stringify(of[name]) !== JSON.stringify(from[name]));
  return Object.fromEntries(differing.map((name) => [name, of[name] ?? null]));
}

/** As a file that can be read and compared line by line: a reference is one line. */
export function snapshotOf(parts: Parts): string {
  const document = parseDocument(stringify(parts, { aliasDuplicateObjects: false }));
  visit(document, {
    Map(_, map) {
      const [pair] = map.items;
      const isReference =
        map.items.length === 1 && isScalar(pair?.key) && /^(Ref|Fn::GetAtt|Fn::Sub)$/.test(String(pair.key.value));
      if (isReference && !isMap(pair?.value)) map.flow = true;
    },
  });
  return document.toString({ lineWidth: 120 });
}

/** The names of the parts that differ from a snapshot. */
export const changesOf = (parts: Parts, snapshot: string): string[] =>
  Object.keys(differenceOf(parts, (parse(snapshot) ?? {}) as Parts));
