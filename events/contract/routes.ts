import Type from 'typebox';
import { route } from '../route.ts';

export const contractRoutes = {
  read: route('GET /contract/{document}', {
    about: 'This API as a document: openapi.json, asyncapi.json or schemas.json.',
    roles: 'anyone',
    params: { document: 'document_unknown' },
    answers: { 200: Type.Object({}) },
    refusals: ['document_unknown'],
    example: { params: { document: 'openapi.json' } },
  }),
};
