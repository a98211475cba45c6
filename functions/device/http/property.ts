import { deviceRoutes } from '../../../events/device/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { mayWatch } from '../owners.ts';
import { readKnown } from '../store.ts';
import { valuesOf } from '../view.ts';

export const handler = serve(deviceRoutes.property, async ({ params, caller }) => {
  const { owners, ...known } = await readKnown(params.device_id!);
  if (caller.role !== 'partner' && !mayWatch(caller, known.id, owners)) throw refuse('device_private');
  const values = valuesOf(known);
  const name = params.property!;
  if (!Object.hasOwn(values, name)) throw refuse('property_unknown');
  // as text, because a property may be a string, which would be sent as it is
  const { headers, body } = uncached(JSON.stringify(values[name]));
  return { headers: { ...headers, 'content-type': 'application/json' }, body };
});
