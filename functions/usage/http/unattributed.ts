import { usageRoutes } from '../../../events/usage/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { readUnattributed } from '../unattributed.ts';

export const handler = serve(usageRoutes.unattributed, async ({ query: { after, limit } }) =>
  uncached(await readUnattributed(after, limit)),
);
