import { encode } from 'uqr';
import { qrCodeOf } from '../../web/register/stickers/qr.ts';

test('the path has the squares of the code and no others, with a quiet zone of four', () => {
  const text = 'https://console.example.com/#/phone?code=d.bike-1.v1.acaiaaxqWsXnKVPlK6ja7_X';
  const { size, path } = qrCodeOf(text);
  const drawn = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(run); i++) drawn[Number(y)]![Number(x) + i] = true;
  }
  const expected = encode(text, { ecc: 'M', border: 4 });
  expect(size).toBe(expected.size);
  expect(drawn).toEqual(expected.data);
});
