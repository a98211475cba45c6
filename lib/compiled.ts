import type { Static, TSchema } from 'typebox';
import { type Checker, checkerOf, type Validate } from './checker.ts';

interface Compiled {
  validate?: Validate;
}

/** A schema of a bundle, with what checks it. */
export const withCheck = <Schema extends object>(schema: Schema, validate: Validate): Schema =>
  Object.defineProperty(schema, 'validate', { value: validate });

/** What lib/compile.ts is in bundles. */
export function compile<Schema extends TSchema>(schema: Schema): Checker<Static<Schema>> {
  const { validate } = schema as Compiled;
  if (!validate) throw new Error('a schema was not exported from events/, so that no check was made of it');
  return checkerOf(validate);
}
