import { createHash } from 'node:crypto';
import { type Family, ofTexts } from './define.ts';
import { md2 } from './md2.ts';

const digest = (algorithm: string) => ofTexts(1, (text) => createHash(algorithm).update(text!).digest('hex'));

/** Of the UTF-8 text, in lower-case hexadecimal. */
export const hash: Family = {
  md2: ofTexts(1, (text) => md2(Buffer.from(text!)).toString('hex')),
  md5: digest('md5'),
  sha1: digest('sha1'),
  sha224: digest('sha224'),
  sha256: digest('sha256'),
  sha384: digest('sha384'),
  sha512: digest('sha512'),
};
