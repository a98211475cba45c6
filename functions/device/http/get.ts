import { deviceRoutes } from '../../../events/device/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { codeKeys } from '../../../lib/signed.ts';
import { holderOf } from '../holder.ts';
import { mayKnowAll, mayWatch } from '../owners.ts';
import { readKnown } from '../store.ts';
import { viewDevice, viewWholeDevice } from '../view.ts';

export const handler = serve(deviceRoutes.get, async ({ params, caller, now }) => {
  const { owners, ...known } = await readKnown(params.device_id!);
  if (!mayWatch(caller, known.id, owners)) return uncached(viewDevice(known, now));
  const codes = caller.role === 'operator' ? await codeKeys() : undefined;
  const knowsHolder = mayKnowAll(caller, known.id, owners) || caller.phone_id === holderOf(known.device, now);
  return uncached(viewWholeDevice(known, { codes, owners, knowsHolder }, now));
});
