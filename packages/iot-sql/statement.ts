import { SqlError } from './error.ts';
import type { Family } from './functions/define.ts';
import { Parser } from './parser.ts';
import type { Statement } from './syntax.ts';
import { isFilter } from './topic.ts';

/** AWS's quota for the whole document of a rule, in bytes of UTF-8. */
const MAX_SQL_BYTES = 256 * 1024;

/**
 * Reads a rule's statement, `[SET …] SELECT … [FROM 'filter'] [WHERE …]`, of SQL version 2016-03-23.
 *
 * Throws SqlError, and nothing else, for a text that is not in the grammar, a function that AWS does not have, one
 * that needs more than the message, nesting deeper than 100 and a text longer than AWS takes.
 * `more` are functions that AWS does not have, such as those of `sqlJson`.
 * https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-reference.html
 */
export function parse(sql: string, more: Family = {}): Statement {
  const bytes = Buffer.byteLength(sql);
  if (bytes > MAX_SQL_BYTES) throw new SqlError(sql, 0, `at most ${MAX_SQL_BYTES} bytes of SQL`, `${bytes}`);
  const parser = new Parser(sql, 0, more);
  const variables = parser.set();
  const select = parser.selection();
  const from = parser.accept('FROM') ? { from: filter(parser) } : {};
  const query = { select, ...parser.where() };
  if (parser.token.kind !== 'end') parser.fail(query.where ? 'an operator or the end of the text' : clauseAfter(from));
  return { ...from, variables, query };
}

function filter(parser: Parser): string {
  const token = parser.token;
  if (token.kind !== 'string' || parser.text[token.start] !== "'") parser.fail('a topic filter in single quotes');
  if (!isFilter(token.text)) parser.fail('a topic filter with + and # as whole levels, and # as the last', token);
  return parser.next().text;
}

function clauseAfter({ from }: { from?: string }): string {
  return from === undefined ? 'AS, a comma, FROM, WHERE or the end of the text' : 'WHERE or the end of the text';
}
