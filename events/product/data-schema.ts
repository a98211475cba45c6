import Type, { type TProperties } from 'typebox';
import { closed } from '../schema.ts';

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] as const;
const Length = Type.Integer({ minimum: 0 });
const Texts = Type.Array(Type.String(), { uniqueItems: true });

/** An object of these members alone, each of which may be left out. */
export const optional = <Members extends TProperties>(members: Members) =>
  Type.Object(
    Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, Type.Optional(schema)])) as {
      [Name in keyof Members]: Type.TOptional<Members[Name]>;
    },
    closed,
  );

/** What the schema of a value may say, with the meaning that JSON Schema gives it. */
const keywords = {
  type: Type.Enum([...TYPES]),
  enum: Type.Array(Type.Unknown(), { minItems: 1 }),
  const: Type.Unknown(),
  minimum: Type.Number(),
  maximum: Type.Number(),
  exclusiveMinimum: Type.Number(),
  exclusiveMaximum: Type.Number(),
  multipleOf: Type.Number({ exclusiveMinimum: 0 }),
  minLength: Length,
  maxLength: Length,
  pattern: Type.String({ maxLength: 500 }),
  minItems: Length,
  maxItems: Length,
  required: Texts,
};

/** What it says to people and to programs that do not check it. */
const annotations = {
  '@type': Type.Union([Type.String(), Texts]),
  title: Type.String(),
  titles: Type.Record(Type.String(), Type.String()),
  description: Type.String(),
  descriptions: Type.Record(Type.String(), Type.String()),
  unit: Type.String(),
  default: Type.Unknown(),
  readOnly: Type.Boolean(),
  writeOnly: Type.Boolean(),
};

/** The members of a data schema, all of them optional; `Schema` stands for the schema of a part. */
export const dataMembers = {
  ...keywords,
  ...annotations,
  items: Type.Ref('DataSchema'),
  properties: Type.Record(Type.String(), Type.Ref('DataSchema')),
  oneOf: Type.Array(Type.Ref('DataSchema'), { minItems: 1 }),
};

/**
 * The schema of a value: the data schema of the Web of Things, https://www.w3.org/TR/wot-thing-description11/#sec-data-schema-vocabulary-definition
 */
export const DataSchema = Type.Cyclic({ DataSchema: optional(dataMembers) }, 'DataSchema');
export type DataSchema = Type.Static<typeof DataSchema>;
