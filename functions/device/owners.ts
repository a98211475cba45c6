import { OwnerBody } from '../../events/device.ts';
import { Problem } from '../../lib/errors.ts';
import { http, jsonBody, pathParameter } from '../../lib/http.ts';
import { shape } from '../../lib/shape.ts';
import { changeOwner, readOwners } from './store.ts';

const bodyShape = shape(OwnerBody);

const REFUSALS = {
  device_unknown: new Problem(404, 'device_unknown', 'No such device is registered.'),
  not_owner: new Problem(403, 'not_owner', 'Only an owner of the device may share it.'),
  too_many_devices: new Problem(409, 'too_many_devices', 'The account has as many devices as it may.'),
};

/**
 * `POST` and `DELETE /v1/devices/{device_id}/owners`: who reads a device's topics for the long term. An operator names
 * the first owner; owners share it further. The broker's policies follow at the next refresh.
 */
export const handler = http(['operator', 'rider'], async (event, { role, sub }) => {
  const id = pathParameter(event, 'device_id');
  const body = bodyShape(jsonBody(event));
  const isAdding = event.requestContext.http.method === 'POST';
  const by = role === 'operator' ? undefined : sub;
  const { refused } = await changeOwner(id, body.account_id, isAdding ? body.role : undefined, by);
  if (refused) throw REFUSALS[refused];
  return { status: 200, body: { device_id: id, owners: Object.fromEntries(await readOwners(id)) } };
});
