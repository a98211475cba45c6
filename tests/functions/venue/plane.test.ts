import fc from 'fast-check';
import { greatCircleDistance } from 'h3-js';
import { isInside } from '../../../functions/venue/area.ts';
import { metresPerDegree, toWgs84 } from '../../../functions/venue/plane.ts';

const origin: [number, number] = [121.47, 31.23];
const place = (bearing: number) => toWgs84({ origin, bearing });

test('a degree measures what the tables of the WGS 84 ellipsoid say', () => {
  // NGA TR8350.2: at the equator 110 574 m north and 111 320 m east, at 45° 111 132 m and 78 847 m
  expect(metresPerDegree(0).north).toBeCloseTo(110_574.3, 0);
  expect(metresPerDegree(0).east).toBeCloseTo(111_319.491, 2);
  expect(metresPerDegree(45).north).toBeCloseTo(111_131.8, 0);
  expect(metresPerDegree(45).east).toBeCloseTo(78_846.8, 0);
});

test('+y points along the bearing and +x to the right of it', () => {
  const [lng, lat] = place(90)(0, 100); // +y is east
  expect(lng).toBeGreaterThan(origin[0]);
  expect(lat).toBeCloseTo(origin[1], 9);
  const [lng2, lat2] = place(90)(100, 0); // +x is south
  expect(lng2).toBeCloseTo(origin[0], 9);
  expect(lat2).toBeLessThan(origin[1]);
});

test('distances on the plan are distances on the ground, whatever the bearing', () => {
  const metres = fc.double({ min: -500, max: 500, noNaN: true });
  fc.assert(
    fc.property(metres, metres, fc.integer({ min: 0, max: 359 }), (x, y, bearing) => {
      const [lng, lat] = place(bearing)(x, y);
      const measured = greatCircleDistance([origin[1], origin[0]], [lat, lng], 'm');
      // the other measure is a sphere's: it is off by up to 0.5%
      expect(Math.abs(measured - Math.hypot(x, y))).toBeLessThanOrEqual(0.006 * Math.hypot(x, y) + 1e-6);
    }),
  );
});

test('inside is inside, on either way around, closed or not', () => {
  const ring: [number, number][] = [
    [0, 0],
    [10, 0],
    [10, 10],
    [5, 2],
    [0, 10],
  ];
  for (const shape of [ring, [...ring].reverse(), [...ring, ring[0]!]]) {
    expect(isInside([1, 1], shape)).toBe(true);
    expect(isInside([1, 2], shape)).toBe(true); // as high as the notch is deep
    expect(isInside([5, 8], shape)).toBe(false); // in the notch
    expect(isInside([11, 5], shape)).toBe(false);
  }
});

test('inside a triangle is where all its sides have the point on the same hand', () => {
  const place = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }));
  fc.assert(
    fc.property(place, place, place, place, (point, a, b, c) => {
      const hand = ([x1, y1]: typeof a, [x2, y2]: typeof a) =>
        Math.sign((x2 - x1) * (point[1] - y1) - (y2 - y1) * (point[0] - x1));
      const hands = [hand(a, b), hand(b, c), hand(c, a)];
      fc.pre(!hands.includes(0)); // on the line either may be said
      expect(isInside(point, [a, b, c])).toBe(new Set(hands).size === 1);
    }),
  );
});
