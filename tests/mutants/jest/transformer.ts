import { createRequire } from 'node:module';
import type { SyncTransformer } from '@jest/transform';

const require = createRequire(import.meta.url);

/** A transformer as jest.config.mjs names it. */
export function transformer([path, options]: [path: string, options: object]): SyncTransformer {
  const found = require(path);
  const made = found.default ?? found;
  return made.createTransformer ? made.createTransformer(options) : made;
}

export type By = Parameters<typeof transformer>[0];
