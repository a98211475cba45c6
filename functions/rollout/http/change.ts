import { RolloutChange } from '../../../events/rollout/rollout.ts';
import { rolloutRoutes } from '../../../events/rollout/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { changeRollout } from '../change.ts';
import { readRollout } from '../store.ts';
import { view } from '../view.ts';
import { wake } from '../wake.ts';

export const handler = serve(
  rolloutRoutes.change,
  async ({ params, body, now }) => {
    const id = params.rollout_id!;
    await readRollout(id);
    await changeRollout(id, body, now);
    await wake(id);
    const { rollout, progress } = await readRollout(id);
    return uncached(view(rollout, progress));
  },
  shape(RolloutChange),
);
