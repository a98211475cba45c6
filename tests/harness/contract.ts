import Ajv, { type ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import asyncapi from '../../events/published/asyncapi.json';
import openapi from '../../events/published/openapi.json';
import schemas from '../../events/published/schemas.json';

/** A reader that knows a document, whose own members are no keywords of a schema. */
const reading = (ajv: Ajv, document: object, name: string) =>
  ajv.addVocabulary(Object.keys(document)).addSchema(document, name);

const STRICT = { allErrors: true, strict: true };
const PUBLISHED = {
  'openapi.json': reading(new Ajv2020(STRICT), openapi, 'openapi.json'),
  'asyncapi.json': reading(new Ajv(STRICT), asyncapi, 'asyncapi.json'),
  'schemas.json': new Ajv2020(STRICT).addSchema(schemas, 'schemas.json'),
};

const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a value by the schema at this place of a published document; nothing where it fits. */
export function faults(document: keyof typeof PUBLISHED, place: readonly string[], value: unknown): string[] {
  const ref = [document, ...place.map(escaped)].join('/').replace('/', '#/');
  const validate = compiled.get(ref) ?? PUBLISHED[document].compile({ $ref: ref });
  compiled.set(ref, validate);
  if (validate(value)) return [];
  return validate.errors!.map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** As a part of a JSON pointer within a URI. */
const escaped = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** One operation of openapi.json. */
export interface Operation {
  method: string;
  path: string;
  /** Of its token; none where it asks for none. */
  'x-roles'?: string[];
  parameters: { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

export const OPERATIONS: Operation[] = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...(operation as Omit<Operation, 'method' | 'path'>),
    method: method.toUpperCase(),
    path,
  })),
);

/** Where the schema of an answer is. */
export const answerPlace = ({ path, method }: Operation, status: string, type: string) =>
  ['paths', path, method.toLowerCase(), 'responses', status, 'content', type, 'schema'] as const;
