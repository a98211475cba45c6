import { keys } from './keys.ts';
import leaseLua from './lease.lua';
import { recordParts } from './record.ts';
import { rentable, rentableKeys } from './rentable.ts';
import type { KeptDevice } from './store.ts';

/** The Lua that says who has a device, lease.lua, with the parts that it stands on. */
export const leaseParts = [{ name: 'device.lease', lua: leaseLua }, rentable, ...recordParts];

/** The keys that a script needs to use it. */
export const leaseKeys = (deviceId: string) => ({
  ...rentableKeys(),
  device: keys.device(deviceId),
  vehicles: keys.vehicles(),
});

/** The phone that has a device at `now`. */
export const holderOf = (device: KeptDevice, now: number): string | undefined =>
  Number(device.get('lease_until') ?? 0) > now ? device.get('lease_phone') : undefined;
