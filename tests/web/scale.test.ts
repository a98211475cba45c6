import fc from 'fast-check';
import { ceiling, stops } from '../../web/map/scale.ts';

test.each([
  [0, 1],
  [0.3, 0.5],
  [1, 1],
  [1.01, 2],
  [4.4, 5],
  [10, 10],
  [1999, 2000],
])('a scale for %d ends at %d', (most, end) => expect(ceiling(most)).toBeCloseTo(end, 9));

test('it holds what there is, and is no more than two and a half times that', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (most) => {
      expect(ceiling(most)).toBeGreaterThanOrEqual(most * (1 - 1e-6));
      expect(ceiling(most)).toBeLessThanOrEqual(most * 2.5 * (1 + 1e-6));
    }),
  );
});

/** Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

test('from cold to hot each colour is further from the background, in both themes', () => {
  const [dark, light] = [stops('dark').map(luminance), stops('light').map(luminance)];
  expect(dark).toEqual(dark.toSorted((a, b) => a - b));
  expect(light).toEqual(light.toSorted((a, b) => b - a));
});
