import { deviceRoutes } from '../../../events/device/routes.ts';
import { setting } from '../../../lib/config.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { originOf } from '../../../lib/origin.ts';
import { describeThing } from '../describe.ts';
import { readKnown } from '../store.ts';

export const handler = serve(deviceRoutes.description, async ({ params, headers }) => {
  const { id, product } = await readKnown(params.device_id!);
  if (!product) throw refuse('device_unknown');
  const description = describeThing(id, product, { api: originOf(headers), broker: setting('MQTT_URL') });
  return { headers: { 'content-type': 'application/td+json' }, body: description };
});
