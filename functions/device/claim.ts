import lua from './claim.lua';
import { keys } from './keys.ts';
import { recordParts } from './record.ts';

/** The Lua that knows which rollout a device is a target of, claim.lua, with the parts that it stands on. */
export const claimParts = [{ name: 'device.claim', lua }, ...recordParts];

/** The key of a device that a script needs to use it. */
export const claimKey = (deviceId: string) => keys.device(deviceId);
