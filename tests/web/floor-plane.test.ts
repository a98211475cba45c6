import { inDegrees as asTheApi } from '../../functions/venue/floor.ts';
import { placed } from '../../web/heat/plan.ts';
import { fromPlan, toPlan } from '../../web/map/plane.ts';

const frame = { origin: [121.469, 31.2295] as [number, number], bearing: 20 };
const bounds: [number, number][] = [
  [0, 0],
  [120, 0],
  [120, 60],
  [0, 60],
];

test('metres become the degrees that the API answers with, and metres again', () => {
  const degrees = bounds.map(fromPlan(frame));
  expect(degrees).toEqual(asTheApi({ floor: '1', bounds, bounds_unit: 'metres', frame }).bounds);
  for (const [i, [x, y]] of degrees.map(toPlan(frame)).entries()) {
    expect(x).toBeCloseTo(bounds[i]![0], 6);
    expect(y).toBeCloseTo(bounds[i]![1], 6);
  }
});

test('the picture of a plan is turned as the plan is', () => {
  const degrees = bounds.map(fromPlan(frame));
  const [northWest, northEast] = placed('data:,', degrees, frame).corners;
  for (const part of [0, 1]) {
    expect(northWest[part]).toBeCloseTo(degrees[3]![part]!, 9);
    expect(northEast[part]).toBeCloseTo(degrees[2]![part]!, 9);
  }
});
