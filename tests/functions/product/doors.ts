import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ThingModel } from '../../../events/product/thing-model.ts';
import { handler as get } from '../../../functions/product/http/get.ts';
import { handler as list } from '../../../functions/product/http/list.ts';
import { handler as put } from '../../../functions/product/http/put.ts';
import { handler as retire } from '../../../functions/product/http/retire.ts';
import { handler as tariffs } from '../../../functions/product/http/tariffs.ts';
import { keys } from '../../../functions/product/keys.ts';
import { redis } from '../../../lib/redis.ts';
import { call, OPERATOR } from '../../harness/call.ts';

const FOLDER = join(__dirname, '../../../products');

/** The models of products/, by id. */
export const MODELS: [id: string, model: object][] = readdirSync(FOLDER).map((file) => [
  file.replace(/\.json$/, ''),
  JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as object,
]);

const asOperator = { caller: OPERATOR };

export const register = (product_id: string, body: unknown) =>
  call(put, { method: 'PUT', path: { product_id }, body, ...asOperator });
export const read = (product_id: string) => call(get, { path: { product_id }, ...asOperator });
export const readAll = () => call(list, asOperator);
export const retired = (product_id: string) => call(retire, { method: 'DELETE', path: { product_id }, ...asOperator });
export const tariffsOf = (product_id: string) => call(tariffs, { path: { product_id }, ...asOperator });

/** The models of products/ are registered in this file's Redis, also where it has been emptied since. */
export async function withProducts(): Promise<void> {
  if ((await redis().hlen(keys.products())) >= MODELS.length) return;
  await Promise.all(MODELS.map(([id, model]) => register(id, model)));
}

/** The tariff of a product of products/. */
export const tariffIn = (product: string) =>
  (Object.fromEntries(MODELS)[product] as ThingModel)['skein:rental']!.tariff;

/** A model of a kettle, with these members changed. */
export const kettle = (changes: object = {}) => ({
  '@context': ['https://www.w3.org/2022/wot/td/v1.1'],
  '@type': 'tm:ThingModel',
  title: 'Kettle',
  version: { model: '1.0.0' },
  properties: { boiling: { type: 'boolean' }, program: { type: 'string', enum: ['tea', 'coffee'] } },
  actions: {
    boil: {
      input: { type: 'object', properties: { program: { type: 'string' } } },
      'skein:by': ['renter'],
      'skein:effect': { property: 'boiling', is: true, within_s: 10 },
      'skein:undo': 'stop',
    },
    stop: {},
  },
  'skein:rental': { tariff: { form: 'prepaid', currency: 'CNY', price: 100, minutes: 5 }, start: 'boil' },
  ...changes,
});
