import { refuse } from '../../lib/errors.ts';
import type { FieldOf } from '../../lib/key.ts';
import { hashOf, redis } from '../../lib/redis.ts';
import { productsNow, propertiesOf } from '../product/index.ts';
import { keys } from './keys.ts';
import { readOwners } from './owners.ts';

/** A field of a device's hash; that of a property is named for it. */
export type DeviceField = FieldOf<typeof keys.device> | `property:${string}`;

/** A device's hash, field by field; empty where it is not registered. */
export const readDevice = async (id: string) =>
  hashOf(await redis().hgetall(keys.device(id))) as Map<DeviceField, string>;

/** A registered device's hash; throws a 404 where there is none. */
export async function readRegistered(id: string) {
  const device = await readDevice(id);
  if (!device.has('kind')) throw refuse('device_unknown');
  return device;
}

/** A registered device with its product and its owners; throws a 404 where there is none. */
export async function readKnown(id: string) {
  const [device, owners] = await Promise.all([readRegistered(id), readOwners(id)]);
  const productId = device.get('kind')!;
  const product = (await productsNow([productId])).get(productId);
  return { id, device, owners, product, properties: product ? propertiesOf(product) : [] };
}

/** The device that a GBFS feed's vehicle id stands for at present. */
export const deviceOfVehicle = (vehicleId: string): Promise<string | null> => redis().hget(keys.vehicles(), vehicleId);

/** When a device was last connected (ms), if it is not now. */
export async function lostAt(deviceId: string): Promise<number | undefined> {
  const fields = ['online', 'session_at'] satisfies DeviceField[];
  const [online, at] = (await redis().hmget(keys.device(deviceId), ...fields)) as unknown as (string | null)[];
  return online === '0' && at ? Number(at) : undefined;
}
