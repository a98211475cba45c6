import { refuse } from '../../lib/errors.ts';
import type { FieldOf } from '../../lib/key.ts';
import { redis } from '../../lib/redis.ts';
import { productsNow, propertiesOf } from '../product/index.ts';
import { keys } from './keys.ts';
import { readOwners } from './owners.ts';

/** A field of a device; that of a property is named for it. */
export type DeviceField = FieldOf<typeof keys.device> | `property:${string}`;

/** A device, field by field; empty where nothing is known of it. */
export type KeptDevice = ReadonlyMap<DeviceField, string>;

export const readDevice = async (id: string): Promise<KeptDevice> => deviceIn(await redis().get(keys.device(id)));

/** Devices, in the order of their ids; one command. */
export const readDevices = async (ids: readonly string[]): Promise<KeptDevice[]> =>
  (await redis().mget<(string | null)[]>(ids.map((id) => keys.device(id)))).map(deviceIn);

const deviceIn = (text: string | null): KeptDevice =>
  new Map(Object.entries(JSON.parse(text ?? '{}')) as [DeviceField, string][]);

/** A registered device; throws a 404 where there is none. */
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

/** Whether a device has a connection, and since when (ms); undefined of one that never had any. */
export async function presenceOf(deviceId: string): Promise<{ online: boolean; since: number } | undefined> {
  const device = await readDevice(deviceId);
  const since = device.get('session_at');
  return since === undefined ? undefined : { online: device.get('online') === '1', since: Number(since) };
}
