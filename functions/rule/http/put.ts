import { randomBytes } from 'node:crypto';
import { ruleRoutes } from '../../../events/rule/routes.ts';
import { RuleBody } from '../../../events/rule/rule.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { compile, type Rule } from '../rule.ts';
import { readRule, viewsOf, writeRule } from '../store.ts';

export const handler = serve(
  ruleRoutes.put,
  async ({ params, body: { sql, into }, now }) => {
    const rule_id = params.rule_id!;
    const rule: Rule = { rule_id, sql, into, registered_at: now };
    if (typeof into !== 'string' && 'webhook' in into) {
      rule.secret = (await readRule(rule_id))?.secret ?? `whsec_${randomBytes(24).toString('base64')}`;
    }
    compile(rule);
    const { created } = await writeRule(rule);
    return { status: created ? 201 : 200, body: (await viewsOf([rule])).views[0] };
  },
  shape(RuleBody),
);
