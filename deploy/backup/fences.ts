import { declarationOf } from '../../functions/backup/declared.ts';
import type { Entry } from '../../functions/backup/entry.ts';
import { DOMAINS } from '../../functions/keys.ts';

/** More leases than a device can have had since any backup that is worth restoring. */
const AHEAD = 100_000;

const FENCE = 'fence' satisfies keyof (typeof DOMAINS.device.device.spec.fields & object);

/**
 * A device's entry with a fence that is higher than any that the device has seen. Devices drop commands with a lower one
 * (docs/devices.md), and those that were leased since the backup have seen a higher one than the backup has. A rental
 * that runs keeps its own.
 */
export function withRaisedFence(entry: Entry): Entry {
  if (declarationOf(entry.key)?.pattern !== DOMAINS.device.device.pattern) return entry;
  const values = [...entry.values];
  const at = values.findIndex((field, i) => i % 2 === 0 && String(field) === FENCE);
  const fence = (at < 0 ? 0 : Number(values[at + 1])) + AHEAD;
  if (at < 0) values.push(Buffer.from(FENCE), Buffer.from(String(fence)));
  else values[at + 1] = Buffer.from(String(fence));
  return { ...entry, values };
}
