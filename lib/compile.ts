import { Ajv, type Options } from 'ajv';
import type { Static, TSchema } from 'typebox';
import { type Checker, checkerOf, type Validate } from './checker.ts';

/** How schemas of the contract are checked, when functions are bundled too (deploy/contract-data.mjs). */
export const OPTIONS: Options = {
  strict: false,
  ownProperties: true, // a member is none that every object has
  unicodeRegExp: false,
  validateFormats: false,
};

/**
 * A checker of a schema of events/. Bundles have lib/compiled.ts in place of this: their checkers are made when they are
 * built, so that no function loads a library for schemas. What a product declares is checked by typebox.
 */
export const compile = <Schema extends TSchema>(schema: Schema): Checker<Static<Schema>> =>
  checkerOf(new Ajv(OPTIONS).compile(schema) as Validate);
