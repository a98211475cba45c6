import lua from './claim.lua';
import { keys } from './keys.ts';

/** The Lua part that knows which rollout a device is a target of. */
export const claim = { name: 'device.claim', lua };

/** The key of a device that a script needs to use it. */
export const claimKey = (deviceId: string) => keys.device(deviceId);
