import fc from 'fast-check';
import { withRedis } from '../../harness/redis.ts';
import { faultOf, plan, register, SQUARE, shanghai } from './registering.ts';
import { clearance, type Place, place } from './shapes.ts';

withRedis();

const NOTHING = 'its bounds lie within 10 cm of one line, so they enclose nothing.';
const meet = (one: string, other: string) => `the edge from ${one} touches or crosses the edge from ${other}.`;
const edge = (from: number, to: number) => `bounds[${from}] to bounds[${to}]`;

test.each([
  ['two points', { bounds: shanghai('0,0 1,1') }, 'floors.0.bounds must NOT have fewer than 3 items'],
  ['two points, given twice', { bounds: shanghai('0,0 1,1 0,0 1,1') }, NOTHING],
  ['one point, given three times', { bounds: shanghai('0,0 0,0 0,0') }, NOTHING],
  ['points on one line', { bounds: shanghai('0,0 1,1 3,3') }, NOTHING],
  ['points nearly on one line', plan('0,0 50,.09 100,0'), NOTHING],
  ['a bow tie', { bounds: shanghai('0,0 1,1 1,0 0,1') }, meet(edge(0, 1), edge(2, 3))],
  ['a bow tie with one larger wing', plan('0,0 100,100 100,0 0,30'), meet(edge(0, 1), edge(2, 3))],
  ['a bow tie across the antimeridian', plan('-9,0 9,9 9,0 -9,9', [180, 0]), meet(edge(0, 1), edge(2, 3))],
  ['two rooms that share a corner', { bounds: shanghai('1,1 0,1 0,0 1,1 2,1 2,2') }, meet(edge(0, 1), edge(2, 3))],
  ['a corner on another edge', plan('0,0 20,0 20,20 10,0 0,20'), meet(edge(0, 1), edge(2, 3))],
  ['an edge that is walked back', { bounds: shanghai('0,0 1,0 1,1 1,2 1,1 0,1') }, meet(edge(1, 2), edge(3, 4))],
  ['a spike', plan('0,0 100,0 50,0 50,50'), meet(edge(0, 1), edge(1, 2))],
  ['a spike where the ring closes', plan('100,0 50,0 50,50 0,0'), meet(edge(0, 1), edge(3, 0))],
])('%s is refused, and told where and why', async (_, floor, detail) => {
  expect(await faultOf(floor)).toContain(detail);
});

test.each([
  ['a ring', SQUARE],
  ['the other way around', SQUARE.toReversed()],
  ['closed', [...SQUARE, SQUARE[0]]],
  ['with points given twice in a row', SQUARE.flatMap((point) => [point, point])],
  ['with points in the middle of edges', shanghai('0,0 1,0 2,0 2,1 2,2 0,2 0,1')],
  ['with edges on one line, from west to east', shanghai('0,0 1,0 1,1 2,1 2,0 3,0 3,2 0,2')],
  ['with edges on one line, from south to north', shanghai('0,0 2,0 2,3 0,3 0,2 1,2 1,1 0,1')],
  ['with a yard that is reached by a slit', shanghai('0,0 9,0 9,4 6,4 6,3 5,3 5,6 6,6 6,4.1 9,4.1 9,9 0,9')],
])('an outline %s is taken as it is', async (_, bounds) => {
  expect((await register({ bounds })).json.floors[0].bounds).toEqual(bounds);
});

test('a niche is not too small for an outline', async () => {
  expect(await register(plan('0,0 .3,0 .3,.3 0,.3'))).toMatchObject({ status: 201 });
});

test('of random rings those are taken that do not touch themselves, in metres and as degrees again', async () => {
  const decametre = place.map(([x, y]): Place => [Math.trunc(x / 40) * 10, Math.trunc(y / 40) * 10]);
  const seen = { taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(decametre, { minLength: 3, maxLength: 7 }), async (bounds) => {
      fc.pre(bounds.every((point, i) => `${point}` !== `${bounds[(i + 1) % bounds.length]}`));
      const isSimple = clearance(bounds) > 0.01;
      seen[isSimple ? 'taken' : 'refused'] += 1;
      const { status, json } = await register({ ...plan('0,0'), bounds });
      expect([status, json.reason]).toEqual(isSimple ? [201, undefined] : [400, 'invalid_floors']);
      if (isSimple) expect(await register(json.floors[0])).toMatchObject({ status: 201 });
    }),
    { numRuns: 300 },
  );
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(20);
});
