import type { StateReport } from '../../events/state-report.ts';
import { Problem } from '../../lib/errors.ts';
import { http, pathParameter, ROLES } from '../../lib/http.ts';
import { codeOf } from './code.ts';
import { readDevice, readOwners } from './store.ts';

/** `GET /v1/devices/{device_id}`: what anybody may know of a device; its owners and operators see all of it. */
export const handler = http(ROLES, async (event, { role, sub }) => {
  const id = pathParameter(event, 'device_id');
  const [device, owners] = await Promise.all([readDevice(id), readOwners(id)]);
  if (!device.has('kind')) throw new Problem(404, 'device_unknown', 'No such device is registered.');

  const registered = JSON.parse(device.get('position') ?? 'null') as StateReport['position'] | null;
  const {
    position = registered,
    battery,
    at,
    ...state
  } = JSON.parse(device.get('state') ?? '{}') as Partial<StateReport>;
  const isLeased = Number(device.get('lease_until') ?? 0) > Date.now();
  const known = {
    device_id: id,
    kind: device.get('kind'),
    status: device.get('status'),
    online: device.get('online') === '1',
    in_use: isLeased,
    ...(device.get('venue_id') && { venue_id: device.get('venue_id') }),
    ...(position && { position }),
    ...(battery !== undefined && { battery }),
    ...(at !== undefined && { reported_at: at }),
  };
  const mayKnowAll = role === 'operator' || (role === 'rider' && owners.has(sub)) || (role === 'device' && sub === id);
  const more = {
    state,
    fence: Number(device.get('fence') ?? 0),
    ...(isLeased && { rental_id: device.get('lease_rental'), phone_id: device.get('lease_phone') }),
    owners: Object.fromEntries(owners),
    ...(role === 'operator' && { code: codeOf(id, Number(device.get('code_version'))) }),
  };
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: mayKnowAll ? { ...known, ...more } : known };
});
