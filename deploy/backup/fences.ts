import { declarationOf } from '../../functions/backup/declared.ts';
import type { Entry } from '../../functions/backup/entry.ts';
import type { DeviceField } from '../../functions/device/store.ts';
import { DOMAINS } from '../../functions/keys.ts';
import { hashOf } from '../../lib/redis.ts';

/** More leases than a device can have had since any backup that is worth restoring. */
const AHEAD = 100_000;

/**
 * A device's entry with a fence that is higher than any that the device has seen. Devices drop commands with a lower one
 * (docs/devices.md), and those that were leased since the backup have seen a higher one than the backup has. A rental
 * that runs keeps its own.
 */
export function withRaisedFence(entry: Entry): Entry {
  if (declarationOf(entry.key)?.pattern !== DOMAINS.device.device.pattern) return entry;
  // a backup of 0.1.0 has devices as hashes; npm run upgrade makes them what they are now
  const isHash = entry.type === 'hash';
  const fields: Fields = isHash ? Object.fromEntries(hashOf(entry.values.map(String))) : textsIn(entry.values[0]!);
  const raised = { ...fields, fence: String(Number(fields.fence ?? 0) + AHEAD) };
  const values = isHash ? Object.entries(raised).flat() : [JSON.stringify(raised)];
  return { ...entry, values: values.map((text) => Buffer.from(text)) };
}

type Fields = Partial<Record<DeviceField, string>>;

const textsIn = (text: Buffer): Fields => JSON.parse(String(text)) as Fields;
