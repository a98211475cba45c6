import { qrCodeOf } from '../../web/register/stickers/qr.ts';
import { readSticker } from '../harness/sticker.ts';

test.each([
  'https://console.example.com/#/phone?code=d.bike-1.v1.acaiaaxqWsXnKVPlK6ja7_X',
  'https://console.example.com/#/phone?code=d.ö',
  '1',
])('a camera that sees the printed path reads %s', (text) => {
  expect(readSticker(qrCodeOf(text).path)).toBe(text);
});

test('around the code four squares are left free', () => {
  const { size, path } = qrCodeOf('1');
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].map((found) => found.slice(1).map(Number));
  const xs = runs.flatMap(([x, , run]) => [x!, x! + run!]);
  const ys = runs.flatMap(([, y]) => [y!, y! + 1]);
  for (const all of [xs, ys]) expect([Math.min(...all), Math.max(...all)]).toEqual([4, size - 4]);
});
