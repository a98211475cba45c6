import { rolloutRoutes } from '../../../events/rollout/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { readRollouts } from '../store.ts';
import { view } from '../view.ts';

export const handler = serve(rolloutRoutes.list, async ({ query }) => {
  const { rollouts, ...rest } = await readRollouts(query);
  return uncached({ rollouts: rollouts.map(({ rollout, progress }) => view(rollout, progress)), ...rest });
});
