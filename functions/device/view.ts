import type { Static } from 'typebox';
import type { Device } from '../../events/device/device.ts';
import type { CodeKeys } from '../../lib/signed.ts';
import { codeOf } from './code.ts';
import { isLeased } from './holder.ts';
import type { KeptDevice } from './store.ts';

type Seen = Static<typeof Device>;

interface Known {
  id: string;
  device: KeptDevice;
  /** What its product declares now; other values are no longer shown. */
  properties: readonly string[];
}

interface Beholder {
  /** Of whoever may know the code. */
  codes: CodeKeys | undefined;
  owners: ReadonlyMap<string, string>;
  /** May know who has it. */
  knowsHolder: boolean;
}

/** A device as anyone with a token may see it. */
export function viewDevice({ id, device }: Pick<Known, 'id' | 'device'>, now: number) {
  const [position, battery, at] = [device.get('position'), device.get('property:battery'), device.get('state_at')];
  const product = device.get('kind')!;
  const venue_id = device.get('venue_id');
  return {
    device_id: id,
    product,
    kind: product,
    status: device.get('status') as Seen['status'],
    online: device.get('online') === '1',
    in_use: isLeased(device, now),
    ...(venue_id && { venue_id }),
    ...(position !== undefined && { position: JSON.parse(position) as [number, number] }),
    ...(battery !== undefined && { battery: JSON.parse(battery) as number }),
    ...(at !== undefined && { reported_at: Number(at) }),
  };
}

/** The last value of each property that it has said and that its product still declares. */
export function valuesOf({ device, properties }: Pick<Known, 'device' | 'properties'>): Record<string, unknown> {
  return Object.fromEntries(
    properties.flatMap((name) => {
      const text = device.get(`property:${name}`);
      return text === undefined ? [] : [[name, JSON.parse(text) as unknown]];
    }),
  );
}

/** What it has said of itself. */
function viewState({ device, properties }: Pick<Known, 'device' | 'properties'>) {
  const [seq, boot, status] = [device.get('state_seq'), device.get('state_boot'), device.get('reported_status')];
  if (seq === undefined) return {};
  const values = valuesOf({ device, properties });
  const hasValues = Object.keys(values).length > 0;
  return { seq: Number(seq), boot, ...(status && { status }), ...(hasValues && { properties: values }) };
}

/** All of a device, for those who may watch it; who has it, and the code, for those who may know. */
export function viewWholeDevice(known: Known, { codes, owners, knowsHolder }: Beholder, now: number) {
  const { id, device } = known;
  return {
    ...viewDevice(known, now),
    state: viewState(known),
    fence: Number(device.get('fence') ?? 0),
    ...(knowsHolder &&
      isLeased(device, now) && { rental_id: device.get('lease_rental'), phone_id: device.get('lease_phone') }),
    owners: Object.fromEntries(owners),
    ...(codes && { code: codeOf(id, Number(device.get('code_version')), codes) }),
  };
}
