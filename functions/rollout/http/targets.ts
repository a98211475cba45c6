import { rolloutRoutes } from '../../../events/rollout/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { readRollout, readTargets } from '../store.ts';

export const handler = serve(rolloutRoutes.targets, async ({ params, query }) => {
  const { rollout } = await readRollout(params.rollout_id!);
  return uncached(await readTargets(rollout, query.state, query.after ?? 0));
});
