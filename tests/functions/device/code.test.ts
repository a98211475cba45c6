import { codeOf, readCode, vehicleCodeOf } from '../../../functions/device/code.ts';
import { openSigned, sign } from '../../../lib/signed.ts';

const SECRET = 'test-secret';
process.env.CODE_SECRET = SECRET;
afterEach(() => {
  process.env.CODE_SECRET = SECRET;
});

test.each(['bike-1', 'b.v2', 'a.v1.v3', 'd.x'])('the sticker of %s names it and its version', (id) => {
  expect(readCode(codeOf(id, 12))).toEqual({ device_id: id, code_version: 12 });
});

test('the link of a feed names the vehicle of one trip', () => {
  const id = '8c2a5a62-3c0f-4b0e-9a5a-2f1f6f6f6f6f';
  expect(readCode(vehicleCodeOf(id))).toEqual({ vehicle_id: id });
});

test.each([
  ['nothing', ''],
  ['a text without a signature', 'd.bike.v1'],
  ['a signature alone', `.${sign('x').slice(2)}`],
  ['a device without a version', sign('d.bike')],
  ['a kind that is none', sign('x.bike.v1')],
  ['something before it', sign('xd.bike.v1')],
  ['a vehicle without an id', sign('v.')],
])('%s is no code of ours', (_, code) => {
  expect(readCode(code)).toBeUndefined();
});

test('nobody makes up a code, or changes one, or brings one of another deployment', () => {
  const code = codeOf('bike', 1);
  expect(readCode(code.replace('bike', 'bikf'))).toBeUndefined();
  expect(readCode(code.replace('v1', 'v2'))).toBeUndefined();
  expect(readCode(`${code}A`)).toBeUndefined();
  expect(readCode(code.slice(0, -1))).toBeUndefined();
  process.env.CODE_SECRET = 'another-secret';
  expect(readCode(code)).toBeUndefined();
});

test('a signature is 22 letters, and of the whole text', () => {
  expect(sign('a.b')).toMatch(/^a\.b\.[A-Za-z0-9_-]{22}$/);
  expect(openSigned(sign('a.b'))).toBe('a.b');
  expect(openSigned(sign(''))).toBeUndefined();
});
