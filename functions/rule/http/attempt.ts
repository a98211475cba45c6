import { ruleRoutes } from '../../../events/rule/routes.ts';
import { RuleTrial, type RuleTrialResult } from '../../../events/rule/rule.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { compile } from '../rule.ts';
import { messageOf, type Selected, select } from '../select.ts';

export const handler = serve(
  ruleRoutes.attempt,
  async ({ body: { sql, into, payload, device_id = 'device-1' }, now }) => {
    const rule = compile({ rule_id: 'try', sql, into });
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const message = messageOf({ device_id, data: Buffer.from(text).toString('base64') });
    return uncached(resultOf(select(rule, message, now)));
  },
  shape(RuleTrial),
);

function resultOf(selected: Selected): RuleTrialResult {
  switch (selected.kind) {
    case 'unmatched':
      return { matched: false };
    case 'failed':
      return { matched: false, refused: selected.detail };
    case 'refused':
      return { matched: true, ...(selected.row !== undefined && { row: selected.row }), refused: selected.detail };
    case 'passed': {
      const { row, message, topic } = selected;
      return { matched: true, row, message, ...(topic !== undefined && { topic }) };
    }
  }
}
