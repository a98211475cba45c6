import { keys } from '../../../functions/device/keys.ts';
import { type DeviceField, readDevice } from '../../../functions/device/store.ts';
import { redis } from '../../../lib/redis.ts';

type Fields = Partial<Record<DeviceField, string | number>>;

/** A device as it lies in Redis. */
export const keptText = (fields: Fields): string =>
  JSON.stringify(fields, (_, value: unknown) => (typeof value === 'number' ? String(value) : value));

/** Changes fields of a device behind everybody's back; an undefined one is taken out. */
export async function setKept(id: string, fields: { [Name in DeviceField]?: Fields[Name] | undefined }): Promise<void> {
  const kept = { ...Object.fromEntries(await readDevice(id)), ...fields };
  await redis().set(keys.device(id), keptText(kept as Fields));
}
