import type { KeptDevice } from './store.ts';

/** Whether somebody has a device at `now`. */
export const isLeased = (device: KeptDevice, now: number): boolean => Number(device.get('lease_until') ?? 0) > now;

/** The phone that has a device at `now`. */
export const holderOf = (device: KeptDevice, now: number): string | undefined =>
  isLeased(device, now) ? device.get('lease_phone') : undefined;
