import { evaluate, type Message, type Statement } from '@skein/iot-sql';
import { topicOf } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import type { Delivery } from '../../lib/batch.ts';
import { environment } from './environment.ts';
import type { Compiled } from './rule.ts';
import { fitTarget } from './targets.ts';

/** What a rule makes of a message. */
export type Selected =
  | { kind: 'passed'; row: unknown; message: object; topic?: string }
  | { kind: 'refused'; row: unknown; detail: string }
  | { kind: 'failed'; detail: string }
  | { kind: 'unmatched' };

/** A message as its rules see it. */
export const messageOf = ({ device_id, data }: Pick<Delivery, 'device_id' | 'data'>): Message => ({
  topic: topicOf(topics.raw, { device_id }),
  clientId: device_id,
  payload: Buffer.from(data, 'base64'),
});

/** What a statement selects of a message: `row` is its JSON, and left out where `value` is bytes. */
export function rowOf(statement: Statement, message: Message, received_at: number) {
  const outcome = evaluate(statement, message, environment(received_at));
  if (!outcome.matched) {
    return outcome.failed
      ? ({ kind: 'failed', detail: 'takes too many steps, or grows too large' } as const)
      : ({ kind: 'unmatched' } as const);
  }
  const { value } = outcome;
  return { kind: 'selected', value, row: value instanceof Uint8Array ? undefined : value } as const;
}

/** Runs a rule on a message. Pure, and does not throw, whatever the payload. */
export function select(rule: Compiled, message: Message, received_at: number): Selected {
  const selected = rowOf(rule.statement, message, received_at);
  if (selected.kind !== 'selected') return selected;
  const { row, value } = selected;
  const found = fitTarget(rule, value, message, received_at);
  return 'refused' in found ? { kind: 'refused', row, detail: found.refused } : { kind: 'passed', row, ...found };
}
