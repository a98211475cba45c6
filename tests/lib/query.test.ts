import { readQuery } from '../../lib/query.ts';

const declared = {
  properties: {
    size: { type: 'integer', minimum: 2, maximum: 5, default: 3 },
    count: { type: 'integer' },
    kind: { type: 'string', enum: ['a', 'b'] },
    name: { type: 'string' },
  },
  required: ['name'],
};
const read = (given: Record<string, string>) => readQuery(declared, { name: 'n', ...given });

test('what is not given has its default, or is not there', () => {
  expect(read({})).toEqual({ size: 3, name: 'n' });
  expect(readQuery(undefined, {})).toEqual({});
});

test.each([
  [{ size: '2' }, { size: 2 }],
  [{ size: '5' }, { size: 5 }],
  [{ count: '0' }, { count: 0 }],
  [{ count: '9007199254740991' }, { count: Number.MAX_SAFE_INTEGER }],
  [{ kind: 'b' }, { kind: 'b' }],
  [{ name: '12' }, { name: '12' }],
])('%j is %j', (given, value) => {
  expect(read(given)).toMatchObject(value);
});

test.each([
  [{ size: '1' }, 'invalid_size'],
  [{ size: '6' }, 'invalid_size'],
  [{ size: '' }, 'invalid_size'],
  [{ count: '-1' }, 'invalid_count'],
  [{ count: '1.0' }, 'invalid_count'],
  [{ count: '9007199254740992' }, 'invalid_count'],
  [{ kind: 'c' }, 'invalid_kind'],
  [{ other: 'x' }, 'invalid_other'],
  [{ toString: 'x' }, 'invalid_query'],
])('%j is refused as %s', (given, reason) => {
  expect(() => read(given)).toThrow(expect.objectContaining({ status: 400, reason }));
});

test('what must be given and is not is named', () => {
  expect(() => readQuery(declared, {})).toThrow(expect.objectContaining({ reason: 'invalid_name' }));
});
