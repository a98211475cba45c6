import { type CodeKeys, openSigned, sign } from '../../lib/signed.ts';

/** What a code stands for: a sticker names its device and the sticker's version, a GBFS feed the vehicle of one trip. */
export type Scanned = { device_id: string; code_version: number } | { vehicle_id: string };

/** What the QR code on a device holds: its id and the sticker's version, signed, so that nobody can make one up. */
export const codeOf = (deviceId: string, version: number, keys: CodeKeys): string =>
  sign(`d.${deviceId}.v${version}`, keys);

/** What a GBFS feed's link to a vehicle holds. */
export const vehicleCodeOf = (vehicleId: string, keys: CodeKeys): string => sign(`v.${vehicleId}`, keys);

/** What a code stands for; undefined if we have not signed it. */
export function readCode(code: string, keys: CodeKeys): Scanned | undefined {
  const [, kind, id, version] = /^([dv])\.(.+?)(?:\.v(\d+))?$/.exec(openSigned(code, keys) ?? '') ?? [];
  if (kind === 'd' && version) return { device_id: id!, code_version: Number(version) };
  return kind === 'v' ? { vehicle_id: id! } : undefined;
}
