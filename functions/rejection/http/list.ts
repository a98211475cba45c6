import { rejectionRoutes } from '../../../events/rejection/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { daysOf } from '../kept.ts';
import { readCounts } from '../read.ts';

export const handler = serve(rejectionRoutes.list, async ({ query: { from, to, after, limit }, now }) =>
  uncached(await readCounts(daysOf({ from, to }, now), after, limit)),
);
