import { ruleRoutes } from '../../../events/rule/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { readRules, viewsOf } from '../store.ts';

export const handler = serve(ruleRoutes.list, async () => {
  const { views, unmatched } = await viewsOf(await readRules());
  return uncached({ rules: views, unmatched });
});
