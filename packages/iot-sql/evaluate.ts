import { bounded } from './bounded.ts';
import { Context, type Environment, type Message } from './context.ts';
import { holds, scopeOf, select } from './evaluation.ts';
import type { Statement } from './syntax.ts';
import { matches } from './topic.ts';
import type { Json } from './values.ts';

type Outcome = { matched: false; failed?: true } | { matched: true; value: Json | Uint8Array };

/**
 * What a rule makes of a message: its output, or that it does not fire because of FROM or WHERE.
 *
 * The value is JSON; it is bytes only where a payload that is not JSON passes as it came, and no bytes at all where
 * VALUE selects Undefined. It may share parts with the parsed payload, never with the message. A statement without
 * FROM takes Basic Ingest alone. `failed` where it would have taken more steps than it may, or outgrown memory. Pure, and does not throw, whatever the payload.
 */
export function evaluate(statement: Statement, message: Message, environment: Environment): Outcome {
  return (
    bounded((): Outcome => outcome(statement, new Context(message, environment))) ?? { matched: false, failed: true }
  );
}

function outcome({ from, variables, query }: Statement, context: Context): Outcome {
  if (from === undefined ? !context.isBasicIngest : !matches(from, context.topic)) return { matched: false };
  const scope = scopeOf(context, variables);
  if (!holds(query, scope)) return { matched: false };
  const value = select(query.select, scope);
  return { matched: true, value: value === undefined ? new Uint8Array() : value };
}
