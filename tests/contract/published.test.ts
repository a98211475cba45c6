import { schemasWithoutId } from '@asyncapi/specs';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv, { type SchemaObject } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { sampleOf } from '../../deploy/documents/samples.ts';
import asyncapi from '../../events/published/asyncapi.json';
import openapi from '../../events/published/openapi.json';
import schemas from '../../events/published/schemas.json';
import { ROUTES } from '../../events/routes.ts';
import { answerPlace, faults, OPERATIONS } from '../harness/contract.ts';

test('openapi.json is OpenAPI', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(openapi))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('asyncapi.json is AsyncAPI', () => {
  const version = asyncapi.asyncapi as keyof typeof schemasWithoutId;
  const validate = addFormats(new Ajv({ strict: false })).compile(schemasWithoutId[version] as SchemaObject);
  validate(asyncapi);
  expect(validate.errors).toBeNull();
});

test.each(OPERATIONS)('the answers of $method $path have schemas that a strict reader takes', (operation) => {
  for (const [status, { content = {} }] of Object.entries(operation.responses)) {
    for (const [type, { schema }] of Object.entries(content)) {
      if (Object.keys(schema).length === 0) continue; // any JSON
      expect(faults('openapi.json', answerPlace(operation, status, type), null)).not.toEqual([]);
    }
  }
});

test('schemas.json is JSON Schema, with nothing that a strict reader stumbles over', () => {
  const ajv = new Ajv2020({ strict: true }).addSchema(schemas, 'schemas.json');
  for (const name of Object.keys(schemas.$defs)) ajv.compile({ $ref: `schemas.json#/$defs/${name}` });
});

test.each(Object.keys(asyncapi.channels))('the sample of %s is what asyncapi.json says', (name) => {
  const place = ['channels', name, 'messages', name, 'payload'];
  expect(faults('asyncapi.json', place, sampleOf(name))).toEqual([]);
});

const bodies = Object.values(ROUTES)
  .flatMap((routes) => Object.values(routes))
  .filter(({ example }) => example.body !== undefined)
  .map(({ method, path, example }) => ({ method, path, body: example.body }));

test.each(bodies)('the example of $method $path is what openapi.json says', ({ method, path, body }) => {
  const place = ['paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'];
  expect(faults('openapi.json', place, body)).toEqual([]);
});
