import { signal } from '@preact/signals';
import type { Schema } from '../../talk/api.ts';
import { idFault } from '../form/id-fault.ts';
import { pointOf } from '../venue/points.ts';
import { idsOf } from './ids.ts';

/** Devices as they stand in the form. */
export interface DeviceDraft {
  many: 'one' | 'several';
  device_id: string;
  prefix: string;
  first: string;
  count: string;
  product: string;
  /** Empty where nothing is said; then it stays as it is. */
  venue: string;
  lng: string;
  lat: string;
  status: '' | 'available' | 'out_of_service';
}

/** As a value of `venue`: it is taken away from where it was. No id begins with a dash. */
export const NOWHERE = '-';

/** What is being entered; it stays while one looks at another page. */
export const draft = signal<DeviceDraft>({
  many: 'one',
  device_id: '',
  prefix: '',
  first: '001',
  count: '10',
  product: '',
  venue: '',
  lng: '',
  lat: '',
  status: '',
});

export function change(changes: Partial<DeviceDraft>): void {
  draft.value = { ...draft.peek(), ...changes };
}

/** The ids that the form stands for; none while something is wrong with them. */
export function idsOfDraft({ many, device_id, prefix, first, count }: DeviceDraft): string[] {
  if (many === 'one') return idFault(device_id) ? [] : [device_id];
  const range = idsOf(prefix, first, count);
  return 'ids' in range ? range.ids : [];
}

/** What is wrong, by field. */
export function faultsOf(device: DeviceDraft): Partial<Record<keyof DeviceDraft, string>> {
  const { many, device_id, prefix, first, count, product, lng, lat } = device;
  const range = many === 'several' ? idsOf(prefix, first, count) : undefined;
  const id = many === 'one' ? idFault(device_id) : undefined;
  const hasPlace = lng.trim() !== '' || lat.trim() !== '';
  const position = pointOf([lng, lat]);
  const isOff = position && (Math.abs(position[0]) > 180 || Math.abs(position[1]) > 85);
  return {
    ...(id && { device_id: id }),
    ...(range && 'fault' in range && { [range.member]: range.fault }),
    ...(product === '' && { product: 'Choose what kind of device it is.' }),
    ...(hasPlace && !position && { lng: 'Both are degrees, such as 121.47 and 31.23; or leave both empty.' }),
    ...(isOff && { lng: 'A longitude is from -180 to 180, a latitude from -85 to 85.' }),
  };
}

/** The body of a registration in which nothing is at fault. */
export function bodyOfDevice({ product, venue, lng, lat, status }: DeviceDraft): Schema<'DeviceBody'> {
  const position = pointOf([lng, lat]);
  return {
    product,
    reissue_code: false,
    reissue_key: false,
    ...(position && { position }),
    ...(venue !== '' && { venue_id: venue === NOWHERE ? null : venue }),
    ...(status !== '' && { status }),
  };
}
