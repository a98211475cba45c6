import { parse, parseTemplate, SqlError, type Statement, sqlJson, type Template } from '@skein/iot-sql';
import type { RuleTarget } from '../../events/rule/rule.ts';
import { topics } from '../../events/topics.ts';
import { refuse } from '../../lib/errors.ts';

/** A rule as it is kept. */
export interface Rule {
  rule_id: string;
  sql: string;
  into: RuleTarget;
  registered_at: number;
  /** Of a webhook. */
  secret?: string;
}

/** A rule, ready to be run. */
export interface Compiled extends Pick<Rule, 'rule_id' | 'into' | 'secret'> {
  statement: Statement;
  /** The topic that it republishes to. */
  topic?: Template;
}

/** What rules may read. */
const SOURCE = /^devices\/(\+|[A-Za-z0-9][A-Za-z0-9_.-]{0,63})\/raw$/;
/** Where rules may publish. */
export const REPUBLISHED = topics.selected.pattern.replace('{path}', '');

/** The SQL of a rule. Throws a Problem that says where the fault is, and what was expected there. */
export const statementOf = (sql: string): Statement => read('sql', () => parse(sql, sqlJson));

/** Throws a Problem, as `statementOf` does, also where a rule may not read or publish what it names. */
export function compile({ rule_id, sql, into, secret }: Omit<Rule, 'registered_at'>): Compiled {
  const statement = statementOf(sql);
  if (!statement.from || !SOURCE.test(statement.from)) {
    throw refuse('rule_invalid', "sql: FROM must be 'devices/+/raw', or the raw topic of one device.");
  }
  const compiled = { rule_id, into, statement, ...(secret !== undefined && { secret }) };
  if (typeof into === 'string' || !('republish' in into)) return compiled;
  if (!into.republish.startsWith(REPUBLISHED)) {
    throw refuse('rule_invalid', `into.republish: a topic begins with ${REPUBLISHED}`);
  }
  return { ...compiled, topic: read('into.republish', () => parseTemplate(into.republish, statement, sqlJson)) };
}

function read<T>(what: string, parsed: () => T): T {
  try {
    return parsed();
  } catch (error) {
    if (error instanceof SqlError) throw refuse('rule_invalid', `${what}: ${error.message}.`);
    throw error;
  }
}
