import { bounded } from './bounded.ts';
import { Context, type Environment, type Message } from './context.ts';
import { toText } from './conversions.ts';
import { compute, scopeOf } from './evaluation.ts';
import type { Family } from './functions/define.ts';
import { Parser } from './parser.ts';
import type { Expression, Statement, Template } from './syntax.ts';

/**
 * Reads a substitution template: text with `${expression}` in it, as the fields of a rule's actions take it.
 * The variables of the rule's statement, if one is given, are known in the expressions; its aliases are not.
 *
 * Throws SqlError, and nothing else, as `parse` does.
 * https://docs.aws.amazon.com/iot/latest/developerguide/iot-substitution-templates.html
 */
export function parseTemplate(text: string, statement?: Statement, more: Family = {}): Template {
  const variables = statement?.variables ?? [];
  const parts: (string | Expression)[] = [];
  let offset = 0;
  for (let open = text.indexOf('${'); open !== -1; open = text.indexOf('${', offset)) {
    const parser = new Parser(text, open + 2, more);
    parser.declare(variables);
    parts.push(text.slice(offset, open), parser.expression());
    if (!parser.is('}')) parser.fail('an operator or }');
    offset = parser.token.end;
  }
  parts.push(text.slice(offset));
  return { parts, variables };
}

/**
 * The text of a template for a message, evaluated on the original payload; undefined if any part is Undefined or
 * Null. Variables are computed anew, so that newuuid() and rand() in them ask the environment again. For a leading
 * `$$` in the topic of a republish action see `republishTopic`.
 */
export function render(template: Template, message: Message, environment: Environment): string | undefined {
  return bounded(() => {
    const scope = scopeOf(new Context(message, environment), template.variables);
    const texts = template.parts.map((part) => (typeof part === 'string' ? part : toText(compute(part, scope))));
    return texts.includes(undefined) ? undefined : texts.join('');
  });
}
