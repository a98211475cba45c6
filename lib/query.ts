import { invalid } from './errors.ts';

/** A route's `query`, as JSON Schema. */
interface Query {
  properties?: object;
  required?: readonly string[];
}

interface Parameter {
  default?: unknown;
  type?: string;
  minimum?: number;
  maximum?: number;
  enum?: string[];
}

/**
 * Checks a query string against its route's declaration (whole numbers in a range, words of a list, any other text) and
 * fills in the defaults. Throws a Problem that names the parameter at fault, also one that is not declared.
 */
export function readQuery(
  { properties: declared = {}, required = [] }: Query = {},
  given: Record<string, string | undefined>,
): Record<string, unknown> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(declared, name)) throw invalid(name, `There is no parameter ${name} here.`, 'query');
  }
  const query: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(declared as Record<string, Parameter>)) {
    const text = given[name];
    if (text !== undefined) query[name] = parse(name, text, schema);
    else if (schema.default !== undefined) query[name] = schema.default;
    else if (required.includes(name)) throw invalid(name, `${name} must be given.`);
  }
  return query;
}

function parse(name: string, text: string, schema: Parameter): string | number {
  const { type, minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = schema;
  if (type === 'integer') {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= minimum && number <= maximum) return number;
    throw invalid(name, `${name} must be a whole number from ${minimum} to ${maximum}.`);
  }
  const { enum: words } = schema;
  if (words && !words.includes(text)) throw invalid(name, `${name} must be one of: ${words.join(', ')}.`);
  return text;
}
