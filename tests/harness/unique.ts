import { randomBytes } from 'node:crypto';

/** An id that no other test uses. */
export const unique = (name: string) => `${name}-${randomBytes(5).toString('hex')}`;
