import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { kettle, read, register } from './doors.ts';

withRedis();

const link = (rel: string, href: string, instanceName?: string) => ({
  rel,
  href,
  ...(instanceName && { instanceName }),
});
const bare = (changes: object) => {
  const { properties: _, actions: __, 'skein:rental': ___, ...rest } = kettle();
  return { ...rest, ...changes };
};

test('a model has what it extends, and says what is otherwise', async () => {
  const [base, id] = [unique('base'), unique('kettle')];
  await register(base, kettle({ 'skein:silent_after_s': 60 }));
  const model = bare({
    title: 'Big kettle',
    links: [link('tm:extends', `/v1/products/${base}`)],
    properties: { program: { type: 'string', enum: ['soup'] }, litres: { type: 'number' } },
    'skein:rental': { tariff: { form: 'prepaid', currency: 'CNY', price: 150, minutes: 5 } },
  });
  expect((await register(id, model)).status).toBe(201);
  const { thing, model: sent } = (await read(id)).json;
  expect(sent).toEqual(model);
  expect(thing.links).toBeUndefined();
  expect(thing).toMatchObject({
    title: 'Big kettle',
    properties: { boiling: { type: 'boolean' }, program: { enum: ['soup'] }, litres: { type: 'number' } },
    actions: kettle().actions,
    'skein:silent_after_s': 60,
    'skein:rental': { tariff: { price: 150 }, start: 'boil' },
  });
});

test.each(['', '.json', '.tm.json', '.jsonld', '.tm.jsonld', '?version=1'])('a link may end in %j', async (ending) => {
  const [base, id] = [unique('base'), unique('kettle')];
  await register(base, kettle());
  const { status } = await register(id, bare({ links: [link('tm:extends', `./${base}${ending}`)] }));
  expect(status).toBe(201);
});

test('what is null in a model is not taken from its base', async () => {
  const [base, id] = [unique('base'), unique('kettle')];
  await register(base, kettle());
  await register(id, bare({ links: [link('tm:extends', base)], 'skein:rental': null }));
  expect((await read(id)).status).toBe(404); // null is no rental
});

test('models that extend one another in a circle are refused', async () => {
  const [a, b, c] = [unique('a'), unique('b'), unique('c')];
  await register(a, kettle());
  await register(b, bare({ links: [link('tm:extends', a)] }));
  await register(c, bare({ links: [link('tm:extends', b)] }));
  for (const end of [a, b, c]) {
    const model = { ...kettle({ version: { model: '2.0.0' } }), links: [link('tm:extends', end)] };
    const { json } = await register(a, model);
    expect(json).toMatchObject({ reason: 'model_invalid', detail: '/links/0/href leads back to this product.' });
  }
});

test('at most ten models in a row', async () => {
  const ids = Array.from({ length: 12 }, () => unique('deep'));
  const statuses: number[] = [];
  for (const [i, id] of ids.entries()) {
    const links = i === 0 ? [] : [link('tm:extends', ids[i - 1]!)];
    statuses.push((await register(id, kettle({ links }))).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 11 }, () => 201), 400]);
});

test('modules are there under their names, those of a base too', async () => {
  const [socket, pile, twin] = [unique('socket'), unique('pile'), unique('twin')];
  await register(socket, kettle({ title: 'Socket' }));
  const modules = [link('tm:submodel', socket, 'left'), link('tm:submodel', socket, 'right')];
  expect((await register(pile, kettle({ links: modules }))).status).toBe(201);
  expect((await read(pile)).json.modules).toMatchObject({ left: { title: 'Socket' }, right: { title: 'Socket' } });
  await register(twin, kettle({ links: [link('tm:extends', pile), link('tm:submodel', socket, 'third')] }));
  expect(Object.keys((await read(twin)).json.modules)).toEqual(['left', 'right', 'third']);

  const twice = kettle({ links: [link('tm:submodel', socket, 'left'), link('tm:submodel', socket, 'left')] });
  expect((await register(unique('pile'), twice)).json.detail).toMatch('/links/1/instanceName is taken');
  const taken = kettle({ links: [link('tm:submodel', socket, 'boiling')] });
  expect((await register(unique('pile'), taken)).json.detail).toMatch('/links/0/instanceName is taken');
  const inherited = [link('tm:extends', socket), link('tm:submodel', socket, 'boiling')];
  const child = { ...kettle({ links: inherited }), properties: undefined };
  expect((await register(unique('pile'), child)).json.detail).toMatch('/links/1/instanceName is taken');
});
