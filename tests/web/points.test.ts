import { parsePoints, pointOf, pointsOf } from '../../web/register/venue/points.ts';

const SQUARE = [
  [0, 0],
  [120, 0],
  [120, 60.5],
];

test.each([
  ['lines with commas', '0, 0\n120,0\n\n 120, 60.5 '],
  ['lines with spaces and tabs', '0 0\n120\t0\r\n120   60.5'],
  ['lines with semicolons', '0;0\n120;0\n120;60.5'],
  ['JSON', '[[0, 0], [120, 0], [120, 60.5]]'],
  ['JSON that is closed, and has heights', '[[0, 0, 4], [120, 0, 4], [120, 60.5, 4], [0, 0, 4]]'],
])('points are read from %s', (_, text) => {
  expect(parsePoints(text)).toEqual({ points: SQUARE });
});

test.each([
  ['', 'There are no points in it.'],
  ['0, 0\n1, two', 'Line 2 is no pair of numbers: 1, two'],
  ['0, 0\n1, 2, 3', 'Line 2 is no pair of numbers: 1, 2, 3'],
  ['[[0, 0], [1, "2"]]', 'Point 2 is no pair of numbers.'],
])('%j is refused', (text, fault) => {
  expect(parsePoints(text)).toEqual({ fault });
});

test('what begins as JSON and is none is called so', () => {
  expect(parsePoints('[[0, 0], [1')).toEqual({ fault: expect.stringContaining('It begins as JSON') });
});

test('a row is a point once both of its numbers are whole', () => {
  expect(pointOf(['121.469', '-31.2'])).toEqual([121.469, -31.2]);
  for (const text of ['', '-', '1,5', 'Infinity', '0x10', '1 2']) expect(pointOf([text, '0'])).toBeUndefined();
  expect(
    pointsOf([
      ['0', '0'],
      ['', '1'],
    ]),
  ).toBeUndefined();
});
