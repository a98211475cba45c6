import { type DeclaredKey, KEYS } from '../keys.ts';
import type { Type } from './entry.ts';

const placeholders = (pattern: string) => pattern.split('{').length;

/** The most particular first: `rejections:told` before `rejections:{day}`. Ids are encoded, so they hold no colon. */
const MATCHERS = KEYS.map((declared) => ({
  declared,
  regexp: new RegExp(`^${declared.pattern.replace(/\{\w+\}/g, '[^:]+')}$`),
})).sort((a, b) => placeholders(a.declared.pattern) - placeholders(b.declared.pattern));

/** Whose a key is and what it holds; undefined where no domain has declared it. */
export const declarationOf = (key: string): DeclaredKey | undefined =>
  MATCHERS.find(({ regexp }) => regexp.test(key))?.declared;

/** As Redis calls it. */
export const typeOf = ({ spec: { type } }: DeclaredKey): Type => (type === 'geo' ? 'zset' : type);

/** Whether it has to be asked when it expires: that is a command for each key. */
export const mayExpire = ({ spec: { lives } }: DeclaredKey): boolean => lives !== 'for good';
