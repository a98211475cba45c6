import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import type { DataSchema } from '../../../events/product/data-schema.ts';
import type { Product } from '../../../events/product/product.ts';
import { conform } from '../../../functions/product/conform.ts';
import { parseModel } from '../../../functions/product/parse.ts';
import { unique } from '../../harness/unique.ts';
import { kettle } from './doors.ts';

const product = (changes: object, modules?: Product['modules']): Product => {
  const model = parseModel(kettle(changes));
  return {
    product_id: unique('p'),
    version: '1.0.0',
    registered_at: 1,
    model,
    thing: model,
    ...(modules && { modules }),
  };
};

const number = fc.integer({ min: -5, max: 5 });
const length = fc.integer({ min: 0, max: 4 });
const optional = <Value>(members: { [Name in keyof Value]: fc.Arbitrary<Value[Name]> }) =>
  fc.record(members, { requiredKeys: [] });

/** Any value that is not too exotic, so that schemas take about half of them. */
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number,
    fc.constantFrom(0.5, 1.5, -0, 1e20),
    fc.boolean(),
    fc.constant(null),
    fc.string({ maxLength: 5 }),
    fc.constantFrom('a', 'ab', 'äöü', '👩‍👩‍👧', '1'),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any')),
  ),
})).any as fc.Arbitrary<unknown>;

/** Any schema of a value that a Thing Model may hold. */
const schema: fc.Arbitrary<DataSchema> = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    optional({
      type: fc.constantFrom('number', 'integer'),
      minimum: number,
      maximum: number,
      exclusiveMinimum: number,
      exclusiveMaximum: number,
      multipleOf: fc.constantFrom(1, 2, 0.5),
    }),
    optional({
      type: fc.constant('string'),
      minLength: length,
      maxLength: length,
      pattern: fc.constantFrom('^a', 'b$', '^.{2}$', '^\\p{L}+$'),
    }),
    optional({ type: fc.constantFrom('boolean', 'null') }),
    optional({ enum: fc.array(value, { minLength: 1, maxLength: 3 }) }),
    optional({ const: value }),
    optional({ type: fc.constant('array'), items: tie('any'), minItems: length, maxItems: length }),
    optional({
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any')),
      required: fc.uniqueArray(fc.constantFrom('a', 'b')),
    }),
    optional({ oneOf: fc.array(tie('any'), { minLength: 1, maxLength: 3 }) }),
  ),
})).any as fc.Arbitrary<DataSchema>;

/** As it is after its way through JSON. */
const asSent = (values: object) => JSON.parse(JSON.stringify(values)) as Record<string, unknown>;

test('a value becomes state if, and only if, JSON Schema says that it is right', () => {
  const outcomes = { right: 0, wrong: 0 };
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('x', 'y', 'z'), schema),
      fc.array(value, { maxLength: 8 }),
      (drawn, values) => {
        const properties = asSent(drawn) as Record<string, DataSchema>;
        const thing = product({ properties, actions: undefined });
        const names = ['x', 'y', 'z', 'undeclared'];
        const said = asSent(Object.fromEntries(values.map((one, i) => [names[i % names.length]!, one])));
        const wanted = Object.entries(said).filter(([name, one]) => {
          const declared = properties[name];
          return declared !== undefined && new Ajv({ strict: false }).validate(declared, one);
        });
        const { values: right, faults } = conform(thing, said);
        expect(right).toEqual(Object.fromEntries(wanted));
        const wrong = Object.keys(said).length - wanted.length;
        expect(faults).toHaveLength(wrong);
        outcomes.right += wanted.length;
        outcomes.wrong += wrong;
      },
    ),
    { numRuns: 150 },
  );
  expect(Math.min(outcomes.right, outcomes.wrong)).toBeGreaterThan(15);
});

test('a product that was registered again is looked at again, also under the same version', () => {
  const [first, second] = [product({ actions: undefined }), product({ properties: {}, actions: undefined })];
  const again = { ...second, product_id: first.product_id, registered_at: 2 };
  expect(conform(first, { boiling: true }).faults).toEqual([]);
  expect(conform(again, { boiling: true }).faults).toMatchObject([{ reason: 'property_undeclared' }]);
});

const socket = kettle({ properties: { power_w: { type: 'number', minimum: 0 } }, actions: undefined });
const pile = product({}, { socket_1: parseModel(socket) });

test.each([
  [{ boiling: true }, []],
  [{ boiling: 'yes' }, ['property_invalid /properties/boiling must be boolean']],
  [{ colour: 'red' }, ['property_undeclared /properties/colour is no property of its product']],
  [{ constructor: 1 }, ['property_undeclared /properties/constructor is no property of its product']],
  [{ socket_1: { power_w: 7 } }, []],
  [{ socket_1: {} }, []],
  [{ socket_1: { power_w: -1 } }, ['property_invalid /properties/socket_1/power_w must be >= 0']],
  [{ socket_1: { volts: 1 } }, ['property_undeclared /properties/socket_1/volts is no property of its product']],
  [{ socket_1: 7 }, ['property_invalid /properties/socket_1 must be an object of the properties of this module']],
  [{ socket_1: null }, ['property_invalid /properties/socket_1 must be an object of the properties of this module']],
  [{ socket_1: [] }, ['property_invalid /properties/socket_1 must be an object of the properties of this module']],
])('%j', (values, wanted) => {
  const { values: right, faults } = conform(pile, values);
  expect(faults.map(({ reason, detail }) => `${reason} ${detail}`)).toEqual(wanted);
  expect(right).toEqual(wanted.length === 0 ? values : {});
});
