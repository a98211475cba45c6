import { type CodeKeys, codeKeys, openSigned, sign } from '../../lib/signed.ts';
import { readDevice } from './store.ts';

const PREFIX = 'k.';

/**
 * What a device connects with: its id and the key's version, signed as codes are, so that no secret of it is stored. A
 * key with another version counts no more.
 */
export const keyOf = (deviceId: string, version: number, keys: CodeKeys): string =>
  sign(`${PREFIX}${deviceId}.v${version}`, keys);

/** Whether a password is meant to be a device's key; a token is none. */
export const isKey = (password: string): boolean => password.startsWith(PREFIX);

/** The device whose key this is; undefined if we have not made it, or have made another since. */
export async function deviceOfKey(key: string): Promise<string | undefined> {
  const [, id, version] = /^k\.(.+)\.v(\d+)$/.exec(openSigned(key, await codeKeys()) ?? '') ?? [];
  if (id === undefined) return undefined;
  const device = await readDevice(id);
  return device.has('kind') && (device.get('key_version') ?? '1') === version ? id : undefined;
}
