import { ruleRoutes } from '../../../events/rule/routes.ts';
import { serve } from '../../../lib/http.ts';
import { removeRule } from '../store.ts';

export const handler = serve(ruleRoutes.remove, async ({ params }) => {
  await removeRule(params.rule_id!);
  return { status: 204 };
});
