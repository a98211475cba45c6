import { keys } from './keys.ts';
import lua from './pending.lua';
import { recordParts } from './record.ts';
import type { KeptDevice } from './store.ts';

/** The Lua that knows which commands are open on a device, pending.lua, with the parts that it stands on. */
export const pendingParts = [{ name: 'device.pending', lua }, ...recordParts];

/** The key that a script needs to use it. */
export const pendingKeys = (deviceId: string) => ({ device: keys.device(deviceId) });

/** The id of the command of this action that is open on a device at `now`. */
export function openCommand(device: KeptDevice, action: string, now: number): string | undefined {
  const entries = JSON.parse(device.get('pending') ?? '[]') as {
    command_id: string;
    action: string;
    until_at: number;
  }[];
  return entries.find((entry) => entry.action === action && entry.until_at >= now)?.command_id;
}
