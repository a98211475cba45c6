import { fingerprint, recordId } from '../../lib/idempotency.ts';

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
