import { keys } from './keys.ts';
import lua from './pending.lua';
import type { DeviceField } from './store.ts';

/** The Lua part that knows which commands are open on a device. */
export const pending = { name: 'device.pending', lua };

/** The key that a script needs to use it. */
export const pendingKeys = (deviceId: string) => ({ device: keys.device(deviceId) });

/** The id of the command of this action that is open on a device at `now`. */
export function openCommand(device: ReadonlyMap<DeviceField, string>, action: string, now: number): string | undefined {
  const entries = JSON.parse(device.get('pending') ?? '[]') as {
    command_id: string;
    action: string;
    until_at: number;
  }[];
  return entries.find((entry) => entry.action === action && entry.until_at >= now)?.command_id;
}
