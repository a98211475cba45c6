import { deviceRoutes } from '../../../events/device/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { refuse } from '../../../lib/errors.ts';
import { type Caller, serve } from '../../../lib/http.ts';
import { readOwners } from '../owners.ts';
import { readDevice } from '../store.ts';
import { viewDevice } from '../view.ts';

export const handler = serve(deviceRoutes.get, async ({ params, caller, now }) => {
  const id = params.device_id!;
  const [device, owners] = await Promise.all([readDevice(id), readOwners(id)]);
  if (!device.has('kind')) throw refuse('device_unknown');
  return uncached(
    viewDevice(
      { id, device, owners },
      { mayKnowAll: mayKnowAll(caller, id, owners), isOperator: caller.role === 'operator' },
      now,
    ),
  );
});

const mayKnowAll = ({ role, sub }: Caller, id: string, owners: ReadonlyMap<string, string>): boolean =>
  role === 'operator' || (role === 'rider' && owners.has(sub)) || (role === 'device' && sub === id);
