import { deviceRoutes } from '../../../events/device/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { listDevices } from '../list.ts';

export const handler = serve(deviceRoutes.list, async ({ query: { after, limit, ...filter }, now }) =>
  uncached(await listDevices(filter, { after, limit }, now)),
);
