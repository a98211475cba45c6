import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { invalid } from './errors.ts';

/**
 * A checker for one schema: gives the value back with defaults filled in, or throws a Problem whose reason names the
 * first member at fault, as in `invalid_floors`.
 */
export function shape<Schema extends TSchema>(schema: Schema) {
  const validator = Compile(schema);
  return (value: unknown): Static<Schema> => {
    const filled = withDefaults(schema, copy(value));
    if (validator.Check(filled)) return filled as Static<Schema>;
    const error = validator.Errors(filled)[0]!;
    const path = error.instancePath.split('/').slice(1);
    const { requiredProperties: missing = [] } = error.params as { requiredProperties?: string[] };
    const member = path[0] ?? missing[0] ?? 'body';
    throw invalid(member, `${path.join('.') || 'The body'} ${error.message}.`);
  };
}

/** Adds the defaults of missing members; only the outermost object of our schemas has any. */
function withDefaults({ properties = {} }: { properties?: Record<string, { default?: unknown }> }, value: unknown) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const defaults = Object.entries(properties).filter(([, member]) => member.default !== undefined);
  return { ...Object.fromEntries(defaults.map(([name, member]) => [name, member.default])), ...value };
}

function copy(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    throw invalid('body', 'The body is nested too deeply.');
  }
}
