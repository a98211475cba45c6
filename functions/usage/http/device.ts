import { usageRoutes } from '../../../events/usage/routes.ts';
import { serve } from '../../../lib/http.ts';
import { answerLines } from '../answer.ts';
import { readLinesOf } from '../lines.ts';

export const handler = serve(usageRoutes.device, async ({ params: { device_id }, query, now }) => {
  const path = usageRoutes.device.path.replace('{device_id}', device_id!);
  return answerLines(await readLinesOf(device_id!, query, now), { path, query });
});
