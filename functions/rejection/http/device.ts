import { rejectionRoutes } from '../../../events/rejection/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { daysOf } from '../kept.ts';
import { readDevice } from '../read.ts';

export const handler = serve(rejectionRoutes.device, async ({ params, query, now }) =>
  uncached(await readDevice(params.device_id!, daysOf(query, now))),
);
