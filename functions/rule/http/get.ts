import { ruleRoutes } from '../../../events/rule/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { readRule, viewsOf } from '../store.ts';

export const handler = serve(ruleRoutes.get, async ({ params }) => {
  const rule = await readRule(params.rule_id!);
  if (!rule) throw refuse('rule_unknown');
  return uncached((await viewsOf([rule])).views[0]);
});
