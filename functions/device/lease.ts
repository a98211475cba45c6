import { keys } from './keys.ts';
import leaseLua from './lease.lua';
import { recordParts } from './record.ts';
import { rentable, rentableKeys } from './rentable.ts';

/** The Lua that says who has a device, lease.lua, with the parts that it stands on. */
export const leaseParts = [{ name: 'device.lease', lua: leaseLua }, rentable, ...recordParts];

/** The keys that a script needs to use it. */
export const leaseKeys = (deviceId: string) => ({
  ...rentableKeys(),
  device: keys.device(deviceId),
  vehicles: keys.vehicles(),
});
