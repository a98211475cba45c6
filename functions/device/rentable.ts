import type { DeviceField } from './store.ts';

/** The fields that decide whether a device can be rented now. */
export const RENTABLE_FIELDS = [
  'status',
  'reported_status',
  'online',
  'lease_rental',
  'lease_until',
] satisfies DeviceField[];

export type RentableFields = Record<(typeof RENTABLE_FIELDS)[number], string | null>;

/** Whether a device could be rented if nobody had it: the rule of lease.lua, for lists of devices. */
const isFit = ({ status, reported_status, online }: RentableFields): boolean =>
  status === 'available' && reported_status !== 'fault' && reported_status !== 'out_of_service' && online === '1';

/** Whether it could be rented at `now`: a lease whose deadline has passed is free. */
export const isRentable = (device: RentableFields, now: number): boolean =>
  isFit(device) && !(device.lease_rental !== null && Number(device.lease_until) > now);

/** Whether it can be rented and no trip is still open, so that its vehicle id belongs to no trip. */
export const isIdle = (device: RentableFields): boolean => isFit(device) && device.lease_rental === null;
