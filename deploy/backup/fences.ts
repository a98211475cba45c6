import { declarationOf } from '../../functions/backup/declared.ts';
import type { Entry } from '../../functions/backup/entry.ts';
import type { DeviceField } from '../../functions/device/store.ts';
import { DOMAINS } from '../../functions/keys.ts';

/** More leases than a device can have had since any backup that is worth restoring. */
const AHEAD = 100_000;

/**
 * A device's entry with a fence that is higher than any that the device has seen. Devices drop commands with a lower one
 * (docs/devices.md), and those that were leased since the backup have seen a higher one than the backup has. A rental
 * that runs keeps its own.
 */
export function withRaisedFence(entry: Entry): Entry {
  if (declarationOf(entry.key)?.pattern !== DOMAINS.device.device.pattern) return entry;
  const kept = JSON.parse(String(entry.values[0])) as Partial<Record<DeviceField, string>>;
  const fence = String(Number(kept.fence ?? 0) + AHEAD);
  return { ...entry, values: [Buffer.from(JSON.stringify({ ...kept, fence }))] };
}
