import { withRedis } from '../../harness/redis.ts';
import { placed } from './ground.ts';
import { faultOf, frame, HALL, plan, points, register, SQUARE } from './registering.ts';

withRedis();

const FAR = 'lies more than 10 km away from';
const PLAN_FAR = `${FAR} the floor plan's [0, 0]. Are these metres?`;
const METRES = 'Metres of the floor plan take "bounds_unit": "metres" and a frame.';

test.each([
  ['metres taken for degrees', { bounds: points(HALL) }, `bounds[1] ${FAR} bounds[0]. Are these degrees? ${METRES}`],
  ['the same with a frame', { bounds: points(HALL), frame: frame() }, `bounds[1] ${FAR} bounds[0].`],
  ['metres beyond the globe', { bounds: points('0,0 240,0 0,99') }, `bounds[1] [240, 0] is no [longitude, latitude]`],
  ['metres so few that they could be degrees', { bounds: points('0,0 .05,0 0,.05'), frame: frame() }, METRES],
  ['degrees taken for metres', { ...plan(HALL), bounds: SQUARE }, 'Are these degrees? Then leave out bounds_unit.'],
  ['metres without a frame', { bounds: points(HALL), bounds_unit: 'metres' }, 'bounds in metres need a frame'],
  ['millimetres taken for metres', plan('0,0 120000,0 0,60000'), `bounds[1] ${PLAN_FAR}`],
  ['a place beyond all numbers', plan('0,0 1e308,1e308 0,1'), `bounds[1] ${PLAN_FAR}`],
  ['an origin elsewhere', { bounds: SQUARE, frame: frame([2.35, 48.85]) }, `frame.origin ${FAR} bounds[0].`],
  ['an origin off the globe', { bounds: SQUARE, frame: frame([181, 91]) }, 'frame.origin [181, 91] is no [longitude'],
])('%s are refused, and told where and why', async (_, floor, detail) => {
  const fault = await faultOf(floor);
  expect(fault).toContain(detail);
  expect(fault).toMatch(/^Floor 1: /);
});

test.each([
  ['a unit that nobody knows', { ...plan(HALL), bounds_unit: 'feet' }, 'floors.0.bounds_unit'],
  ['a scale, which frames do not have', { ...plan(HALL), frame: { ...frame(), scale: 0 } }, 'floors.0.frame'],
  ['a bearing beyond a turn', { ...plan(HALL), frame: frame([0, 0], 361) }, 'floors.0.frame.bearing'],
  ['what is no number', { bounds: [...SQUARE, [null, 0]] }, 'floors.0.bounds.4.0 must be number'],
])('%s is refused', async (_, floor, detail) => {
  expect(await faultOf(floor)).toContain(detail);
});

test('metres are kept and answered as degrees, which are taken again as they are', async () => {
  const given = plan(HALL, [121.47, 31.23]);
  const { status, json } = await register(given);
  const [floor] = json.floors;
  expect([status, floor.bounds_unit, floor.frame]).toEqual([201, undefined, given.frame]);
  for (const [i, point] of given.bounds.entries()) {
    for (const k of [0, 1] as const) expect(floor.bounds[i][k]).toBeCloseTo(placed(given.frame, point)[k], 7);
  }
  expect((await register(floor)).json.floors).toEqual([floor]);
});

test.each([
  ['degrees that say so', { bounds: SQUARE, bounds_unit: 'degrees', frame: frame() }],
  ['a frame whose origin is outside of its floor', { bounds: SQUARE, frame: frame([121.52, 31.28], -360) }],
])('%s are taken', async (_, floor) => {
  expect((await register(floor)).json.floors[0].bounds).toEqual(SQUARE);
});
