import { handler as read } from '../../../functions/contract/http/read.ts';
import { call } from '../../harness/call.ts';

const document = (name: string) => call(read, { path: { document: name } });

test.each([
  ['openapi.json', 'openapi'],
  ['asyncapi.json', 'asyncapi'],
  ['schemas.json', '$defs'],
])('anyone may read %s, and keep it for an hour', async (name, member) => {
  const { status, json, headers } = await document(name);
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'cache-control': 'public, max-age=3600', 'content-type': 'application/json' });
  expect(json).toEqual(await import(`../../../events/published/${name}`).then(({ default: it }) => it));
  expect(json).toHaveProperty(member);
});

test.each(['openapi', 'weather.json', 'toString'])('there is no document %s', async (name) => {
  expect(await document(name)).toMatchObject({ status: 404, json: { reason: 'document_unknown' } });
});
