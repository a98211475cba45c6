import { RolloutBody } from '../../../events/rollout/rollout.ts';
import { rolloutRoutes } from '../../../events/rollout/routes.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { createRollout } from '../create.ts';
import { readRollout } from '../store.ts';
import { view } from '../view.ts';
import { wake } from '../wake.ts';

export const handler = serve(
  rolloutRoutes.create,
  async ({ body, caller, idempotencyKey, now }) => {
    const id = await createRollout(body, caller.sub, idempotencyKey, now);
    await wake(id);
    const { rollout, progress } = await readRollout(id);
    return { status: 201, headers: { location: `/v1/rollouts/${id}` }, body: view(rollout, progress) };
  },
  shape(RolloutBody),
);
