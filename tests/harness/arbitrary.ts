import fc, { type Arbitrary } from 'fast-check';
import openapi from '../../events/published/openapi.json';

/** As much of JSON Schema as openapi.json uses for what it is sent. */
export interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema | false;
  prefixItems?: Schema[];
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
}

/** Lists longer than this are no more telling. */
const LONG = 20;

/** What fc.integer can give. */
const INT = { min: -(2 ** 31), max: 2 ** 31 - 1 };

/** Any value that a schema of openapi.json takes. */
export function valid(schema: Schema): Arbitrary<unknown> {
  if (schema.$ref) return valid(named(schema.$ref));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valid));
  return ofType(schema);
}

function ofType(schema: Schema): Arbitrary<unknown> {
  const { type, pattern, minimum, maximum, minItems = 0, maxItems = LONG } = schema;
  const range = { ...(minimum !== undefined && { min: minimum }), ...(maximum !== undefined && { max: maximum }) };
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: minimum ?? INT.min, max: Math.min(maximum ?? INT.max, INT.max) });
    case 'number':
      return fc.double({ ...range, noNaN: true, noDefaultInfinity: true });
    case 'string':
      return pattern ? fc.stringMatching(new RegExp(pattern)) : fc.string(lengths(schema));
    case 'array':
      if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map(valid));
      return fc.array(valid(schema.items || {}), { minLength: minItems, maxLength: Math.min(maxItems, LONG) });
    case 'object':
      return ofMembers(schema);
    default:
      return fc.jsonValue();
  }
}

const ofMembers = ({ properties = {}, required = [] }: Schema) => {
  const members = Object.entries(properties).map(([name, schema]) => [name, valid(schema)] as const);
  return fc.record(Object.fromEntries(members), { requiredKeys: required });
};

const lengths = ({ minLength, maxLength }: Schema) => ({
  ...(minLength !== undefined && { minLength }),
  ...(maxLength !== undefined && { maxLength }),
});

/** The names of the members that a schema declares. */
export const membersOf = (schema: Schema): string[] =>
  Object.keys((schema.$ref ? named(schema.$ref) : schema).properties ?? {});

const named = (ref: string): Schema =>
  openapi.components.schemas[ref.split('/').at(-1) as keyof typeof openapi.components.schemas] as Schema;
