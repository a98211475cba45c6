import type { Edit } from './edit.ts';
import { SWAPS } from './typescript-swaps.ts';

// biome-ignore lint/suspicious/noExplicitAny: the members differ by type
export type Node = { type: string; span: { start: number; end: number } } & Record<string, any>;
type Rule = (node: Node, textOf: (node: Node) => string) => Edit[];

const changed = ({ span }: Node, to: string): Edit => ({ ...span, to });

const isText = ({ type }: Node) => type === 'StringLiteral' || type === 'TemplateLiteral';

/** Keys, reasons and settings; a sentence is for people. */
const isWord = (value: string) => /^[^\s]+$/.test(value);

/** Its own change, of an operator, says as much as turning it round. */
const hasRule = ({ type, operator }: Node): boolean =>
  type === 'BinaryExpression' ? operator in SWAPS : operator === '!';

const bare = (node: Node): Node => (node.type === 'ParenthesisExpression' ? bare(node.expression) : node);

const negated: Rule = ({ test }, textOf) => (hasRule(bare(test)) ? [] : [changed(test, `!(${textOf(test)})`)]);

/** The way out of a guard: what goes on when it is not taken? */
function exits({ consequent }: Node): Edit[] {
  const last: Node = consequent.type === 'BlockStatement' ? consequent.stmts.at(-1) : consequent;
  const isExit = ['ReturnStatement', 'ThrowStatement'].includes(last?.type);
  return isExit ? [changed(last, '')] : [];
}

export const RULES: Record<string, Rule> = {
  BinaryExpression: (node, textOf) => {
    const { operator, left, right } = node;
    const to = SWAPS[operator];
    if (!to || (operator === '+' && (isText(left) || isText(right)))) return [];
    return [changed(node, `${textOf(left)} ${to} ${textOf(right)}`)];
  },
  AssignmentExpression: (node, textOf) => {
    const to = SWAPS[node.operator];
    return to ? [changed(node, `${textOf(node.left)} ${to} ${textOf(node.right)}`)] : [];
  },
  UnaryExpression: (node, textOf) => (node.operator === '!' ? [changed(node, textOf(node.argument))] : []),
  IfStatement: (node, textOf) => [...negated(node, textOf), ...exits(node)],
  ConditionalExpression: negated,
  NumericLiteral: (node) => [changed(node, String(node.value + 1))],
  BooleanLiteral: (node) => [changed(node, String(!node.value))],
  StringLiteral: (node, textOf) => {
    const quoted = textOf(node);
    return isWord(node.value) ? [changed(node, `${quoted.slice(0, -1)}_${quoted.at(-1)}`)] : [];
  },
  AwaitExpression: (node, textOf) => [changed(node, textOf(node.argument))],
  CallExpression: (node, textOf) => {
    const [, name] = /^Math\.(min|max)$/.exec(textOf(node.callee)) ?? [];
    return name ? [changed(node, textOf(node).replace(name, name === 'min' ? 'max' : 'min'))] : [];
  },
  ExpressionStatement: (node) => {
    const { expression } = node;
    const call = expression.type === 'AwaitExpression' ? expression.argument : expression;
    return call.type === 'CallExpression' && call.callee.type !== 'Super' ? [changed(node, '')] : [];
  },
};
