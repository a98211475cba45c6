import Type from 'typebox';
import { RentBody } from '../../events/rental/rental.ts';
import { shape } from '../../lib/shape.ts';

const take = shape(
  Type.Object(
    { name: Type.String(), size: Type.Integer({ default: 3 }), at: Type.Optional(Type.Object({ x: Type.Number() })) },
    { additionalProperties: false },
  ),
);

test('what is not given has its default', () => {
  expect(take({ name: 'n' })).toEqual({ name: 'n', size: 3 });
  expect(take({ name: 'n', size: 4 })).toEqual({ name: 'n', size: 4 });
});

test.each([
  [{}, 'invalid_name'],
  [{ name: 1 }, 'invalid_name'],
  [{ name: 'n', more: 1 }, 'invalid_more'],
  [{ name: 'n', 'more-0': 1 }, 'invalid_body'],
  [{ name: 'n', ['m'.repeat(65)]: 1 }, 'invalid_body'],
  [{ name: 'n', at: { x: 'a' } }, 'invalid_at'],
  [null, 'invalid_body'],
  ['text', 'invalid_body'],
  [[], 'invalid_body'],
])('%j is refused as %s', (value, reason) => {
  expect(() => take(value)).toThrow(expect.objectContaining({ status: 400, reason }));
});

test.each([
  [{ name: 1 }, 'name must be string.'],
  [{ name: 'n', at: { x: 'a' } }, 'at.x must be number.'],
  [{}, 'name is missing.'],
  [{ name: 'n', more: 1 }, 'more is not declared.'],
  [null, 'The body must be object.'],
])('of %j it is said where it is wrong: %s', (value, detail) => {
  expect(() => take(value)).toThrow(detail);
});

test('what every object has from birth is not given', () => {
  const odd = shape(Type.Object({ constructor: Type.String(), toString: Type.Optional(Type.String()) }));
  expect(odd({ constructor: 'x' })).toEqual({ constructor: 'x' });
  expect(() => odd({})).toThrow('constructor is missing.');
});

test('what is nested too deeply is refused as a whole', () => {
  const deep = JSON.parse(`{"code": "x", "deep": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
  expect(() => shape(RentBody)(deep)).toThrow(expect.objectContaining({ reason: 'invalid_body' }));
});
