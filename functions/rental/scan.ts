import { refuse } from '../../lib/errors.ts';
import { codeKeys } from '../../lib/signed.ts';
import { deviceOfVehicle, readCode } from '../device/index.ts';

/**
 * The device that a code stands for, and what it was signed for. `known` gives the device where a vehicle's id is no
 * longer current.
 */
export async function scan(code: string, known: () => Promise<string | undefined> = async () => undefined) {
  const scanned = readCode(code, await codeKeys());
  if (!scanned) throw refuse('code_invalid');
  if ('device_id' in scanned) return scanned;
  const { vehicle_id } = scanned;
  const device_id = (await deviceOfVehicle(vehicle_id)) ?? (await known());
  if (device_id === undefined) throw refuse('code_expired');
  return { device_id, vehicle_id };
}
