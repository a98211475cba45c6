import type { ThingModel } from '../../../events/product/thing-model.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { kettle, MODELS, read, readAll, register, retired, tariffsOf } from './doors.ts';

withRedis();

test.each(MODELS)('products/%s.json is a model', async (_, model) => {
  const id = unique('product');
  expect((await register(id, model)).status).toBe(201);
  expect((await read(id)).json).toMatchObject({
    product_id: id,
    version: (model as ThingModel).version.model,
    model,
    thing: model,
  });
});

test('a product is there under its id, and among all, until it is retired', async () => {
  const id = unique('kettle');
  expect((await read(id)).json).toMatchObject({ status: 404, reason: 'product_unknown' });
  await register(id, kettle());
  expect((await readAll()).json.products).toContainEqual((await read(id)).json);
  const { retired_at } = (await retired(id)).json;
  expect(retired_at).toEqual(expect.any(Number));
  expect((await retired(id)).json.retired_at).toBe(retired_at);
  expect((await read(id)).json).toMatchObject({ retired_at, model: kettle() });
  expect((await readAll()).json.products.map(({ product_id }: { product_id: string }) => product_id)).not.toContain(id);
  expect((await retired(unique('none'))).json.reason).toBe('product_unknown');
});

test('a retired product comes back with its model', async () => {
  const id = unique('kettle');
  await register(id, kettle());
  await retired(id);
  expect((await register(id, kettle())).status).toBe(200);
  expect((await read(id)).json.retired_at).toBeUndefined();
});

test('versions only grow, and one version is one model', async () => {
  const id = unique('kettle');
  const at = (model: string, changes: object = {}) => register(id, kettle({ version: { model }, ...changes }));
  expect((await at('1.2.0')).status).toBe(201);
  expect((await at('1.2.0')).status).toBe(200);
  expect((await at('1.2.0', { title: 'Another' })).json).toMatchObject({ status: 409, reason: 'version_taken' });
  for (const older of ['1.1.9', '0.9.9', '1.1.10']) expect((await at(older)).json.reason).toBe('version_older');
  expect((await read(id)).json).toMatchObject({ version: '1.2.0', model: { title: 'Kettle' } });
  for (const newer of ['1.2.1', '1.10.0', '2.0.0']) expect((await at(newer)).status).toBe(200);
  expect((await read(id)).json.version).toBe('2.0.0');
});

test('what a product has cost stays readable; a version that costs the same adds nothing', async () => {
  const id = unique('kettle');
  const terms = (price: number) => ({ tariff: { form: 'prepaid', currency: 'EUR', price, minutes: 5 } });
  const at = (model: string, price: number) =>
    register(id, kettle({ version: { model }, 'skein:rental': terms(price) }));
  await at('1.0.0', 100);
  await at('1.0.1', 100);
  await at('1.1.0', 120);
  const none = kettle({ version: { model: '1.2.0' } });
  await register(id, { ...none, 'skein:rental': undefined });
  const { tariffs } = (await tariffsOf(id)).json;
  expect(tariffs.map(({ version, terms }: { version: string; terms: object }) => [version, terms])).toEqual([
    ['1.2.0', null],
    ['1.1.0', terms(120)],
    ['1.0.0', terms(100)],
  ]);
  expect((await tariffsOf(unique('none'))).json.reason).toBe('product_unknown');
});

test('two that register at once: one version is one model all the same', async () => {
  const id = unique('kettle');
  const both = await Promise.all(['A', 'B'].map((title) => register(id, kettle({ title }))));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
});
