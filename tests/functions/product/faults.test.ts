import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { kettle, read, register } from './doors.ts';

withRedis();

const tariff = { form: 'prepaid', currency: 'CNY', price: 100, minutes: 5 };
const usage = { form: 'usage', currency: 'CNY', meter: 'volume', unit: 'ml', per: 1, price: 1, hold: 100 };
const used = (changes: object) => kettle({ 'skein:rental': { tariff: { ...usage, ...changes } } });
const rented = (changes: object) => kettle({ 'skein:rental': { tariff: { ...tariff, ...changes } } });
const action = (changes: object) => kettle({ actions: { boil: { ...kettle().actions.boil, ...changes }, stop: {} } });
const effect = (changes: object) =>
  action({ 'skein:effect': { ...kettle().actions.boil['skein:effect'], ...changes } });
const property = (schema: unknown) => kettle({ properties: { ...kettle().properties, odd: schema } });
const text = (member: string) => JSON.parse(`{"${member}": {}}`) as object;

const FAULTS: [what: string, model: unknown, path: string][] = [
  ['no object', 'kettle', '/'],
  ['no context of the Web of Things', kettle({ '@context': ['https://schema.org'] }), '/@context'],
  ['no Thing Model', kettle({ '@type': 'Thing' }), '/@type'],
  ['no title', { ...kettle(), title: undefined }, '/'],
  ['a version that is none', kettle({ version: { model: '1.2' } }), '/version/model'],
  ['a term that is not ours', kettle({ 'skein:price': 5 }), '/skein:price'],
  ['an unknown form of tariff', rented({ form: 'by_moon' }), '/skein:rental/tariff/form'],
  ['a negative price', rented({ price: -1 }), '/skein:rental/tariff/price'],
  ['a currency that is none', rented({ currency: 'yuan' }), '/skein:rental/tariff/currency'],
  ['a minimum above the hold', used({ minimum: 101 }), '/skein:rental/tariff/minimum'],
  [
    'steps in no order',
    used({
      steps: [
        { above: 9, price: 1 },
        { above: 9, price: 2 },
      ],
    }),
    '/skein:rental/tariff/steps/1/above',
  ],
  [
    'what a venue charges',
    kettle({ 'skein:rental': { tariff, venues: { mall: { ...usage, minimum: 101 } } } }),
    '/skein:rental/venues/mall/minimum',
  ],
  ['a start that is no action', kettle({ 'skein:rental': { tariff, start: 'fly' } }), '/skein:rental/start'],
  ['an effect on a property that is not there', effect({ property: 'x' }), '/actions/boil/skein:effect/property'],
  ['an effect that cannot be', effect({ is: 'very' }), '/actions/boil/skein:effect/is'],
  [
    'an effect from an input that is not there',
    effect({ property: 'program', is: '{kind}' }),
    '/actions/boil/skein:effect/is',
  ],
  [
    'an undo that needs an input',
    kettle({
      actions: { boil: { 'skein:undo': 'stop' }, stop: { input: { type: 'object', required: ['program'] } } },
    }),
    '/actions/boil/skein:undo',
  ],
  [
    'a rental that starts by an action whose effect needs an input',
    effect({ property: 'program', is: '{program}' }),
    '/skein:rental/start',
  ],
  [
    'a rental that starts by an action that needs an input',
    kettle({ actions: { boil: { input: { type: 'object', required: ['program'] } }, stop: {} } }),
    '/skein:rental/start',
  ],
  ['an effect that takes for ever', effect({ within_s: 1e9 }), '/actions/boil/skein:effect/within_s'],
  ['an undo that is no action', action({ 'skein:undo': 'fly' }), '/actions/boil/skein:undo'],
  ['a role that may not be', action({ 'skein:by': ['anyone'] }), '/actions/boil/skein:by/0'],
  ['a type that JSON Schema does not know', property({ type: 'text' }), '/properties/odd/type'],
  [
    'a keyword that is none',
    property({ type: 'object', properties: { a: { min: 1 } } }),
    '/properties/odd/properties/a',
  ],
  ['a pattern that is none', property({ items: { pattern: '(' } }), '/properties/odd/items/pattern'],
  ['a name with a space', kettle({ properties: { 'a b': {} } }), '/properties'],
  ['a member of every report', kettle({ properties: { seq: {} }, actions: {} }), '/properties/seq'],
  [
    'a type that GBFS does not know',
    kettle({ 'skein:gbfs': { form_factor: 'ufo', propulsion_type: 'human' } }),
    '/skein:gbfs/form_factor',
  ],
  ['a prototype', { ...kettle(), properties: text('__proto__') }, '/properties/__proto__'],
  ['a constructor', { ...kettle(), actions: text('constructor') }, '/actions/constructor'],
  ['a link to nowhere', kettle({ links: [{ rel: 'tm:extends', href: 'nobody' }] }), '/links/0/href'],
  ['a module without a name', kettle({ links: [{ rel: 'tm:submodel', href: 'nobody' }] }), '/links/0'],
  [
    'two bases',
    kettle({
      links: [
        { rel: 'tm:extends', href: 'a' },
        { rel: 'tm:extends', href: 'b' },
      ],
    }),
    '/links/1',
  ],
  ['1 MB', kettle({ description: 'x'.repeat(1_000_000) }), '/'],
  [
    'a value nested without end',
    property(JSON.parse(`${'{"items":'.repeat(50)}{}${'}'.repeat(50)}`)),
    '/properties/odd',
  ],
];

test.each(FAULTS)('%s is refused, with the place of it', async (_, model, path) => {
  const id = unique('kettle');
  const { status, json } = await register(id, model);
  expect([status, json.reason]).toEqual([400, 'model_invalid']);
  expect(json.detail.startsWith(path)).toBe(true);
  expect((await read(id)).status).toBe(404);
});

test('an effect may be what the input says', async () => {
  const taken = { ...effect({ property: 'program', is: '{program}' }), 'skein:rental': undefined };
  expect((await register(unique('kettle'), taken)).status).toBe(201);
});
