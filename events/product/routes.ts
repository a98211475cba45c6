import Type from 'typebox';
import { ROLES } from '../roles.ts';
import { route } from '../route.ts';
import { closed, Id } from '../schema.ts';
import { Product, TariffRecord } from './product.ts';
import { ThingModel } from './thing-model.ts';

const example = { product_id: 'kettle' };

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
    example: { params: example, body: KETTLE },
  }),
  get: route('GET /v1/products/{product_id}', {
    about: 'One product, retired ones too.',
    roles: ROLES,
    params: { product_id: 'product_unknown' },
    answers: { 200: Product },
    refusals: ['product_unknown'],
    example: { params: example },
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
    params: { product_id: 'product_unknown' },
    answers: { 200: Product },
    refusals: ['product_unknown'],
    example: { params: example },
  }),
  tariffs: route('GET /v1/products/{product_id}/tariffs', {
    about: 'What it costs and has cost, the newest first.',
    roles: ROLES,
    params: { product_id: 'product_unknown' },
    answers: { 200: Type.Object({ product_id: Id, tariffs: Type.Array(TariffRecord) }, closed) },
    refusals: ['product_unknown'],
    example: { params: example },
  }),
};
