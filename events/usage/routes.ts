import Type from 'typebox';
import { type RouteDeclaration, route } from '../route.ts';
import { Id, oneOf, Time } from '../schema.ts';
import { UnattributedPage, UsagePage } from './usage.ts';

const After = Type.Optional(Type.String());

const lines = {
  roles: ['operator'],
  query: {
    /** When it was settled, ms; the last day by default. */
    from: Type.Optional(Time),
    to: Type.Optional(Time),
    /** CSV has the address of the next page in its header `link`. */
    format: oneOf(['json', 'csv'], { default: 'json' }),
    /** The `next` of the page before. */
    after: After,
    /** So many are looked at; a page has those of them that were asked for. */
    limit: Type.Integer({ minimum: 1, maximum: 5000, default: 1000 }),
  },
  answers: { 200: { 'application/json': UsagePage, 'text/csv': Type.String() } },
} as const satisfies Partial<RouteDeclaration>;

export const usageRoutes = {
  list: route('GET /v1/usage', {
    ...lines,
    about: 'What was used and paid, line by line, for the accountant; lines are kept for 100 days.',
    query: { ...lines.query, product: Type.Optional(Id), venue_id: Type.Optional(Id) },
    example: { query: { product: 'water_dispenser', limit: '100' } },
  }),
  device: route('GET /v1/devices/{device_id}/usage', {
    ...lines,
    about: 'The same of one device, registered or not.',
    example: { params: { device_id: 'dispenser-1' } },
  }),
  unattributed: route('GET /v1/usage/unattributed', {
    about: 'What devices have counted for no rental that could pay it, by device; kept for 30 days.',
    roles: ['operator'],
    query: {
      after: After,
      /** So many devices. */
      limit: Type.Integer({ minimum: 1, maximum: 20, default: 20 }),
    },
    answers: { 200: UnattributedPage },
    example: { query: { limit: '20' } },
  }),
};
