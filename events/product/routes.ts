import Type from 'typebox';
import { ROLES } from '../roles.ts';
import { type RouteDeclaration, route } from '../route.ts';
import { closed, Id } from '../schema.ts';
import { Product, TariffRecord } from './product.ts';
import { ThingModel } from './thing-model.ts';

/** A product that must be there. */
const one = {
  params: { product_id: 'product_unknown' },
  refusals: ['product_unknown'],
  example: { params: { product_id: 'kettle' } },
} as const satisfies Partial<RouteDeclaration>;

const KETTLE = {
  '@context': ['https://www.w3.org/2022/wot/td/v1.1', { skein: 'https://skein.dev/vocabulary#' }],
  '@type': 'tm:ThingModel',
  title: 'Kettle',
  version: { model: '1.0.0' },
  properties: { boiling: { type: 'boolean', readOnly: true } },
};

export const productRoutes = {
  put: route('PUT /v1/products/{product_id}', {
    about: 'Registers a product by its Thing Model, or a new version of it.',
    roles: ['operator'],
    body: ThingModel,
    answers: { 200: Product, 201: Product },
    refusals: ['model_invalid', 'version_older', 'version_taken'],
    example: { ...one.example, body: KETTLE },
  }),
  get: route('GET /v1/products/{product_id}', {
    about: 'One product, retired ones too.',
    roles: ROLES,
    ...one,
    answers: { 200: Product },
  }),
  list: route('GET /v1/products', {
    about: 'Every product that is not retired, by id.',
    roles: ROLES,
    answers: { 200: Type.Object({ products: Type.Array(Product) }, closed) },
    example: {},
  }),
  retire: route('DELETE /v1/products/{product_id}', {
    about: 'Retires a product: no device of it can be registered or rented any more; what runs goes on.',
    roles: ['operator'],
    ...one,
    answers: { 200: Product },
  }),
  tariffs: route('GET /v1/products/{product_id}/tariffs', {
    about: 'What it costs and has cost, the newest first.',
    roles: ROLES,
    ...one,
    answers: { 200: Type.Object({ product_id: Id, tariffs: Type.Array(TariffRecord) }, closed) },
  }),
};
