import { rolloutRoutes } from '../../../events/rollout/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { readRollout } from '../store.ts';
import { view } from '../view.ts';

export const handler = serve(rolloutRoutes.get, async ({ params }) => {
  const { rollout, progress } = await readRollout(params.rollout_id!);
  return uncached(view(rollout, progress));
});
