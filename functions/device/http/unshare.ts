import { FormerOwnerBody } from '../../../events/device/device.ts';
import { deviceRoutes } from '../../../events/device/routes.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { changeOwner, readOwners } from '../owners.ts';

/** The broker's policies follow at the next refresh. */
export const handler = serve(
  deviceRoutes.unshare,
  async ({ params, body, caller }) => {
    const id = params.device_id!;
    const by = caller.role === 'operator' ? undefined : caller.sub;
    const { refused } = await changeOwner(id, body.account_id, undefined, by);
    if (refused) throw refuse(refused);
    return { body: { device_id: id, owners: Object.fromEntries(await readOwners(id)) } };
  },
  shape(FormerOwnerBody),
);
