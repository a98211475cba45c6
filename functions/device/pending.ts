import { keys } from './keys.ts';
import lua from './pending.lua';

/** The Lua part that knows which commands are open on a device. */
export const pending = { name: 'device.pending', lua };

/** The key that a script needs to use it. */
export const pendingKeys = (deviceId: string) => ({ device: keys.device(deviceId) });
