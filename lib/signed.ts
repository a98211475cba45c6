import { createHmac, timingSafeEqual } from 'node:crypto';
import { secret } from './secret.ts';

/** 128 bits of the MAC: not to be guessed, and still short enough for a QR code on a small sticker. */
const MAC_LENGTH = 22;

/** Keys by their ids, and the one that signs. What was signed before keys had ids is of the key ''. */
export interface CodeKeys {
  signs: string;
  keys: Record<string, string>;
}

/** The keys of this stage, the secret `code_keys`. */
export const codeKeys = async (): Promise<CodeKeys> => JSON.parse(await secret('code_keys')) as CodeKeys;

/** A text with the id of the key and the MAC behind it (HMAC-SHA256), `text.{key id}{mac}`. */
export const sign = (text: string, { signs, keys }: CodeKeys): string => `${text}.${signs}${macOf(text, keys[signs]!)}`;

/** The text that one of our keys has signed, or undefined. */
export function openSigned(code: string, { keys }: CodeKeys): string | undefined {
  const end = code.lastIndexOf('.');
  const [text, id] = [code.slice(0, end), code.slice(end + 1, -MAC_LENGTH)];
  if (end < 1 || code.length - end <= MAC_LENGTH || !Object.hasOwn(keys, id)) return undefined;
  const mac = Buffer.from(code.slice(-MAC_LENGTH));
  const expected = Buffer.from(macOf(text, keys[id]!));
  return mac.length === expected.length && timingSafeEqual(mac, expected) ? text : undefined;
}

const macOf = (text: string, key: string) =>
  createHmac('sha256', key).update(text).digest('base64url').slice(0, MAC_LENGTH);
