import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ActionModel } from '../../events/product/thing-model.ts';
import { refuse } from '../../lib/errors.ts';
import { SECOND } from '../../lib/time.ts';
import type { Command } from './command.ts';

/** Throws a Problem where the product does not allow an input. One that is left out is an empty object. */
export function checkInput({ input: schema }: ActionModel, input: unknown): void {
  if (!schema) {
    if (input !== undefined) throw refuse('input_invalid', 'The action takes no input.');
    return;
  }
  const validator = Compile(schema as TSchema);
  const given = input ?? (schema.type === 'object' ? {} : undefined);
  if (validator.Check(given)) return;
  const [error] = validator.Errors(given);
  throw refuse('input_invalid', `/input${error?.instancePath ?? ''} ${error?.message ?? 'is not valid'}.`);
}

/**
 * What shows that an action was obeyed which may begin until `expires_at` (ms): the value as JSON. `{version}` stands
 * for that member of the input. Undefined where the product names no effect.
 */
export function effectOf(action: ActionModel, input: unknown, expires_at: number): Command['wanted'] {
  const effect = action['skein:effect'];
  if (!effect) return undefined;
  const { property, is, within_s } = effect;
  const member = typeof is === 'string' ? /^\{(\w+)\}$/.exec(is)?.[1] : undefined;
  const value = member === undefined ? is : (input as Record<string, unknown> | undefined)?.[member];
  if (value === undefined) return undefined;
  return { property, is: JSON.stringify(value), until_at: expires_at + within_s * SECOND };
}
