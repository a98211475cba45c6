import { fingerprint, idempotencyKeyOf, recordId } from '../../lib/idempotency.ts';

test('a record belongs to one scope and one key, however they are spelled', () => {
  const ids = [
    recordId(['ab'], 'c'),
    recordId(['a'], 'bc'),
    recordId(['a', 'b'], 'c'),
    recordId([], 'abc'),
    recordId(['a"', 'b'], 'c'),
    recordId(['a', '"b'], 'c'),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  expect(recordId(['ab'], 'c')).toBe(ids[0]);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
});

test('a fingerprint tells one request from another', () => {
  expect(fingerprint({ amount: 1 })).toBe(fingerprint({ amount: 1 }));
  expect(fingerprint({ amount: 1 })).not.toBe(fingerprint({ amount: 2 }));
  expect(fingerprint(['a', 'b'])).not.toBe(fingerprint(['a,b']));
});

test('a key is 1 to 128 printable characters, and may be left out only where it is optional', () => {
  const keyOf = (key: string | undefined, need: 'required' | 'optional') =>
    idempotencyKeyOf({ 'idempotency-key': key }, need);
  expect(keyOf(undefined, 'optional')).toBeUndefined();
  expect([keyOf(' ', 'required'), keyOf('~'.repeat(128), 'optional')]).toEqual([' ', '~'.repeat(128)]);
  const refused = expect.objectContaining({ status: 400, reason: 'invalid_idempotency_key' });
  expect(() => keyOf(undefined, 'required')).toThrow(refused);
  for (const odd of ['', '~'.repeat(129), 'a\tb', 'ä']) expect(() => keyOf(odd, 'optional')).toThrow(refused);
});
