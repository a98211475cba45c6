import type { Message } from '@skein/iot-sql';
import { ruleRoutes } from '../../../events/rule/routes.ts';
import { RuleTrial, type RuleTrialResult } from '../../../events/rule/rule.ts';
import { topicOf } from '../../../events/topic.ts';
import { topics } from '../../../events/topics.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { compile, statementOf } from '../rule.ts';
import { rowOf, type Selected, select } from '../select.ts';

export const handler = serve(
  ruleRoutes.attempt,
  async ({ body: { sql, into, payload, device_id = 'device-1', topic }, now }) => {
    const message: Message = {
      topic: topic ?? topicOf(topics.raw, { device_id }),
      clientId: device_id,
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    };
    if (into === undefined) return uncached(resultOf(rowOf(statementOf(sql), message, now)));
    return uncached(resultOf(select(compile({ rule_id: 'try', sql, into }), message, now)));
  },
  shape(RuleTrial),
);

function resultOf(selected: Selected | ReturnType<typeof rowOf>): RuleTrialResult {
  switch (selected.kind) {
    case 'unmatched':
      return { matched: false };
    case 'failed':
      return { matched: false, refused: selected.detail };
    case 'selected':
      return { matched: true, ...(selected.row !== undefined && { row: selected.row }) };
    case 'refused':
      return { matched: true, ...(selected.row !== undefined && { row: selected.row }), refused: selected.detail };
    case 'passed': {
      const { row, message, topic } = selected;
      return { matched: true, row, message, ...(topic !== undefined && { topic }) };
    }
  }
}
