import type { Static, TSchema } from 'typebox';
import { compile } from './compile.ts';
import { invalid } from './errors.ts';

/**
 * A checker for one schema: gives the value back with defaults filled in, or throws a Problem whose reason names the
 * first member at fault, as in `invalid_floors`.
 */
export function shape<Schema extends TSchema>(schema: Schema) {
  const validator = compile(schema);
  return (value: unknown): Static<Schema> => {
    const filled = withDefaults(schema, copy(value));
    if (validator.Check(filled)) return filled as Static<Schema>;
    const { instancePath, message } = validator.Errors(filled)[0]!;
    const path = instancePath.split('/').slice(1);
    throw invalid(path[0] ?? 'body', `${path.join('.') || 'The body'} ${message}.`);
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
