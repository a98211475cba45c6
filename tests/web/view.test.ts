import { settled, viewOf } from '../../web/register/venue/view.ts';

const hall: [number, number][] = [
  [0, 0],
  [120, 0],
  [120, 60],
  [0, 60],
];

test('what is shown has room around the outline, and lines that can be told apart', () => {
  const { x, y, width, height, step } = viewOf(hall);
  expect([x < 0, x + width > 120, y < 0, y + height > 60]).toEqual([true, true, true, true]);
  expect(step).toBe(10);
});

test('it stays while the outline is well within it', () => {
  const before = viewOf(hall);
  expect(settled(before, hall.with(2, [100, 40]))).toBe(before);
  expect(settled(before, hall.with(2, [300, 60]))).toEqual(viewOf(hall.with(2, [300, 60])));
  const small: [number, number][] = [
    [0, 0],
    [5, 0],
    [5, 5],
  ];
  expect(settled(before, small)).toEqual(viewOf(small));
});
