import type { Validator } from 'typebox/compile';

/** The first fault of a value, with its place; undefined is a payload that could not be read. */
export function faultIn(schema: Validator, value: unknown): string {
  if (value === undefined) return 'not JSON';
  const [error] = schema.Errors(value);
  return `${error?.instancePath} ${error?.message}`;
}
