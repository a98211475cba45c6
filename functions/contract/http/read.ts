import { contractRoutes } from '../../../events/contract/routes.ts';
import asyncapi from '../../../events/published/asyncapi.json';
import openapi from '../../../events/published/openapi.json';
import schemas from '../../../events/published/schemas.json';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';

const DOCUMENTS = new Map<string, object>([
  ['openapi.json', openapi],
  ['asyncapi.json', asyncapi],
  ['schemas.json', schemas],
]);

export const handler = serve(contractRoutes.read, async ({ params }) => {
  const document = DOCUMENTS.get(params.document!);
  if (!document) throw refuse('document_unknown', `The documents are: ${[...DOCUMENTS.keys()].join(', ')}.`);
  return { headers: { 'cache-control': 'public, max-age=3600' }, body: document };
});
