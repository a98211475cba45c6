import { keys } from './keys.ts';
import lua from './lease.lua';

/** The Lua part that says who has a device. */
export const lease = { name: 'device.lease', lua };

/** The keys that a script needs to use it. */
export const leaseKeys = (deviceId: string) => ({ device: keys.device(deviceId), vehicles: keys.vehicles() });
