import { createHmac } from 'node:crypto';
import { codeOf, readCode, vehicleCodeOf } from '../../../functions/device/code.ts';
import { openSigned, sign } from '../../../lib/signed.ts';

const KEYS = { signs: 'b', keys: { '': 'older', a: 'old', b: 'new' } };
const read = (code: string, keys = KEYS) => readCode(code, keys);
const signed = (text: string) => sign(text, KEYS);

test.each(['bike-1', 'b.v2', 'a.v1.v3', 'd.x'])('the sticker of %s names it and its version', (id) => {
  expect(read(codeOf(id, 12, KEYS))).toEqual({ device_id: id, code_version: 12 });
});

test('the link of a feed names the vehicle of one trip', () => {
  const id = '8c2a5a62-3c0f-4b0e-9a5a-2f1f6f6f6f6f';
  expect(read(vehicleCodeOf(id, KEYS))).toEqual({ vehicle_id: id });
});

test.each([
  ['nothing', ''],
  ['a text without a signature', 'd.bike.v1'],
  ['a signature alone', `.${signed('x').slice(2)}`],
  ['a device without a version', signed('d.bike')],
  ['a kind that is none', signed('x.bike.v1')],
  ['something before it', signed('xd.bike.v1')],
  ['a vehicle without an id', signed('v.')],
])('%s is no code of ours', (_, code) => {
  expect(read(code)).toBeUndefined();
});

test('nobody makes up a code, or changes one, or brings one of another deployment', () => {
  const code = codeOf('bike', 1, KEYS);
  expect(read(code.replace('bike', 'bikf'))).toBeUndefined();
  expect(read(code.replace('v1', 'v2'))).toBeUndefined();
  expect(read(`${code}A`)).toBeUndefined();
  expect(read(code.slice(0, -1))).toBeUndefined();
  expect(read(`${code.slice(0, -1)}é`)).toBeUndefined();
  expect(read(code, { signs: 'b', keys: { ...KEYS.keys, b: 'another' } })).toBeUndefined();
});

test.each(['', 'a', 'b'])('a code of the key %j counts for as long as the key is kept', (signs) => {
  const code = codeOf('bike', 3, { ...KEYS, signs });
  expect(read(code)).toEqual({ device_id: 'bike', code_version: 3 });
  const { [signs]: _, ...others } = KEYS.keys as Record<string, string>;
  expect(readCode(code, { signs: 'b', keys: others })).toBeUndefined();
});

test('a code of the time before keys had ids is one of the key without an id', () => {
  const mac = createHmac('sha256', 'older').update('d.bike.v1').digest('base64url').slice(0, 22);
  expect(read(`d.bike.v1.${mac}`)).toEqual({ device_id: 'bike', code_version: 1 });
});

test('a signature is the id of its key and 22 letters, and of the whole text', () => {
  expect(signed('a.b')).toMatch(/^a\.b\.b[A-Za-z0-9_-]{22}$/);
  expect(openSigned(signed('a.b'), KEYS)).toBe('a.b');
  expect(openSigned(signed(''), KEYS)).toBeUndefined();
});

test('the name of no key is taken for one', () => {
  expect(openSigned(`x.constructor${'A'.repeat(22)}`, KEYS)).toBeUndefined();
});

test.each(['', 'x', '.', 'x.', '.x'])('%j is not signed by us', (text) =>
  expect(openSigned(text, KEYS)).toBeUndefined(),
);
