import Ajv, { type ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import asyncapi from '../../events/published/asyncapi.json';
import openapi from '../../events/published/openapi.json';

/** A reader that knows a document, whose own members are no keywords of a schema. */
const reading = (ajv: Ajv, document: object, name: string) =>
  ajv.addVocabulary(Object.keys(document)).addSchema(document, name);

const STRICT = { allErrors: true, strict: true };
const PUBLISHED = {
  'openapi.json': reading(new Ajv2020(STRICT), openapi, 'openapi.json'),
  'asyncapi.json': reading(new Ajv(STRICT), asyncapi, 'asyncapi.json'),
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
