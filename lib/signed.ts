import { createHmac, timingSafeEqual } from 'node:crypto';
import { setting } from './config.ts';

/** 128 bits of the MAC: not to be guessed, and still short enough for a QR code on a small sticker. */
const MAC_LENGTH = 22;

/** A text with its MAC behind it (HMAC-SHA256 with the deployment's CODE_SECRET), `text.mac`. */
export const sign = (text: string): string => `${text}.${macOf(text)}`;

/** The text that was signed, or undefined if this is no signed text of ours. */
export function openSigned(code: string): string | undefined {
  const end = code.lastIndexOf('.');
  const [text, mac] = [code.slice(0, end), Buffer.from(code.slice(end + 1))];
  const expected = Buffer.from(macOf(text));
  return end > 0 && mac.length === expected.length && timingSafeEqual(mac, expected) ? text : undefined;
}

const macOf = (text: string) =>
  createHmac('sha256', setting('CODE_SECRET')).update(text).digest('base64url').slice(0, MAC_LENGTH);
