import type { StateReport } from '../../events/device/state-report.ts';
import { codeOf } from './code.ts';
import type { DeviceField } from './store.ts';

interface Known {
  id: string;
  device: ReadonlyMap<DeviceField, string>;
  owners: ReadonlyMap<string, string>;
}

/** A device as a caller may see it: the first part for everyone, all of it for some, the code for operators. */
export function viewDevice(
  { id, device, owners }: Known,
  { mayKnowAll, isOperator }: { mayKnowAll: boolean; isOperator: boolean },
  now: number,
) {
  const { position: reported, battery, at, lease: _, ...state } = json<Partial<StateReport>>(device.get('state'), {});
  const position = reported ?? json(device.get('position'), undefined);
  const venue_id = device.get('venue_id');
  const isLeased = Number(device.get('lease_until') ?? 0) > now;
  const forAll = {
    device_id: id,
    kind: device.get('kind'),
    status: device.get('status'),
    online: device.get('online') === '1',
    in_use: isLeased,
    ...(venue_id && { venue_id }),
    ...(position && { position }),
    ...(battery !== undefined && { battery }),
    ...(at !== undefined && { reported_at: at }),
  };
  if (!mayKnowAll) return forAll;
  return {
    ...forAll,
    state,
    fence: Number(device.get('fence') ?? 0),
    ...(isLeased && { rental_id: device.get('lease_rental'), phone_id: device.get('lease_phone') }),
    owners: Object.fromEntries(owners),
    ...(isOperator && { code: codeOf(id, Number(device.get('code_version'))) }),
  };
}

const json = <Value>(text: string | undefined, otherwise: Value): Value =>
  text === undefined ? otherwise : (JSON.parse(text) as Value);
