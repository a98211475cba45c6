import { parseSync } from '@swc/core';
import type { Edit } from './edit.ts';
import { type Node, RULES } from './typescript-rules.ts';

const WRAPPERS = new Set(['TsAsExpression', 'TsConstAssertion', 'TsNonNullExpression', 'TsSatisfiesExpression']);
const LINKS = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'ExportNamedDeclaration']);

/** Every change that is tried on a TypeScript source. */
export function typescriptEdits(text: string): Edit[] {
  const edits: Edit[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isNode(value) || isLeftOut(value)) return;
    edits.push(...(RULES[value.type]?.(value, textOf) ?? []));
    for (const [name, member] of Object.entries(value)) if (!isName(name, member)) visit(member);
  };
  const textOf = ({ span }: Node) => text.slice(span.start, span.end);
  visit(parsed(text));
  return edits;
}

/** swc counts bytes from 1; here they are characters from 0. */
function parsed(text: string): unknown {
  const oneByteEach = text.replace(/[^\0-\x7f]/g, '~');
  const module = parseSync(oneByteEach, { syntax: 'typescript', target: 'es2023' });
  return JSON.parse(JSON.stringify(module), (key, value) =>
    key === 'span' ? { start: value.start - 1, end: value.end - 1 } : value,
  );
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const isName = (name: string, member: unknown) => name === 'key' && (member as Node).type !== 'Computed';

function isLeftOut(node: Node): boolean {
  if (LINKS.has(node.type) || isLog(node)) return true;
  return node.type?.startsWith('Ts') === true && !WRAPPERS.has(node.type);
}

/** A log line is for people: how it is put does not matter. */
function isLog({ type, expression }: Node): boolean {
  if (type !== 'ExpressionStatement' || expression?.type !== 'CallExpression') return false;
  return expression.callee?.object?.value === 'log';
}
