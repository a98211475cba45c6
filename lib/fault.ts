import type { Checker } from './checker.ts';

/** The first fault of a value, with its place; undefined is a payload that could not be read. */
export function faultIn(schema: Checker<unknown>, value: unknown): string {
  if (value === undefined) return 'not JSON';
  const [error] = schema.Errors(value);
  return `${error?.instancePath} ${error?.message}`;
}
