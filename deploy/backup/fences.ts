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
  const fields = entry.type === 'hash' ? pairsOf(entry.values) : textsIn(entry.values[0]!);
  const raised = { ...fields, fence: String(Number(fields.fence ?? 0) + AHEAD) };
  const values = entry.type === 'hash' ? Object.entries(raised).flat() : [JSON.stringify(raised)];
  return { ...entry, values: values.map((text) => Buffer.from(text)) };
}

type Fields = Partial<Record<DeviceField, string>>;

const textsIn = (text: Buffer): Fields => JSON.parse(String(text)) as Fields;

/** Of a backup of 0.1.0, where a device was a hash; npm run upgrade makes it what it is now. */
const pairsOf = (values: readonly Buffer[]): Fields =>
  Object.fromEntries(values.flatMap((name, i) => (i % 2 === 0 ? [[String(name), String(values[i + 1])]] : [])));
