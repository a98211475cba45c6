import type { FieldOf } from '../../lib/key.ts';
import { hashOf, redis } from '../../lib/redis.ts';
import { keys } from './keys.ts';

export type DeviceField = FieldOf<typeof keys.device>;

/** A device's hash, field by field; empty where it is not registered. */
export const readDevice = async (id: string) =>
  hashOf(await redis().hgetall(keys.device(id))) as Map<DeviceField, string>;

/** The device that a GBFS feed's vehicle id stands for at present. */
export const deviceOfVehicle = (vehicleId: string): Promise<string | null> => redis().hget(keys.vehicles(), vehicleId);

/** When a device was last connected (ms), if it is not now. */
export async function lostAt(deviceId: string): Promise<number | undefined> {
  const fields = ['online', 'session_at'] satisfies DeviceField[];
  const [online, at] = (await redis().hmget(keys.device(deviceId), ...fields)) as unknown as (string | null)[];
  return online === '0' && at ? Number(at) : undefined;
}
