import { openSigned, sign } from '../../lib/signed.ts';

process.env.CODE_SECRET = 'test-secret';

test.each(['x', 'd.bike-1.v1', 'a.b.c'])('%s is opened as it was signed', (text) => {
  expect(openSigned(sign(text))).toBe(text);
});

test.each(['', 'x', '.', 'x.', '.x'])('%j is not signed by us', (text) => expect(openSigned(text)).toBeUndefined());

test('neither another text nor another mac opens', () => {
  const code = sign('bike-1');
  expect(openSigned(code.replace('1', '2'))).toBeUndefined();
  expect(openSigned(`${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined();
  expect(openSigned(code.slice(0, -1))).toBeUndefined();
});
