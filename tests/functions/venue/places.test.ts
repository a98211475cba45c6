import { withRedis } from '../../harness/redis.ts';
import { BERLIN, faultOf, frame, HALL, IN_BERLIN, plan, points, register, SQUARE, swapped } from './registering.ts';

withRedis();

const POLES = 'Around the poles, beyond 85°, no venue can lie.';
const SWAPPED = 'is no [longitude, latitude] in degrees. Are the two swapped?';
const ABROAD =
  'longitude 52.5, latitude 13.37 is not in Europe/Berlin; longitude 13.37, latitude 52.5 is. Points are [longitude, latitude]';

test.each<[string, object, string, object?]>([
  ['swapped points', { bounds: swapped(SQUARE) }, `bounds[0] [31.23, 121.47] ${SWAPPED}`],
  ['one point that is swapped', { bounds: [...SQUARE, [31.23, 121.47]] }, `bounds[4] [31.23, 121.47] ${SWAPPED}`],
  ['a swapped origin', { bounds: SQUARE, frame: frame([31.23, 121.47]) }, `frame.origin [31.23, 121.47] ${SWAPPED}`],
  ['swapped points that both could be', { bounds: swapped(BERLIN) }, ABROAD, IN_BERLIN],
  ['a swapped origin of a plan', plan(HALL, [52.5, 13.37]), ABROAD, IN_BERLIN],
  [
    'a swapped origin alone',
    { bounds: BERLIN, frame: frame([52.5, 13.37]) },
    'Both are [longitude, latitude].',
    IN_BERLIN,
  ],
  [
    'a ring around the pole',
    { bounds: points('0,89.9 120,89.9 -120,89.9') },
    `bounds[0] has the latitude 89.9. ${POLES}`,
  ],
  ['a floor at the other pole', { bounds: points('0,-85 .01,-85 0,-85.001') }, `bounds[2] has the latitude -85.001.`],
  ['a plan laid out at the pole', plan(HALL, [0, 90]), `frame.origin has the latitude 90. ${POLES}`],
  ['a plan that reaches to the pole', plan(HALL, [0, 85]), `bounds[2] has the latitude 85.0005`],
  ['the globe', { bounds: points('-180,-90 180,-90 180,90 -180,90') }, POLES],
  ['a ring around the globe', { bounds: points('-180,0 -60,0 60,0 0,1') }, 'bounds[1] lies more than 10 km away'],
  ['a city', { bounds: points('121.47,31.23 121.48,31.23 121.48,31.33') }, 'bounds[2] lies more than 10 km away'],
])('%s is refused, and told where and why', async (_, floor, detail, changes = {}) => {
  const fault = await faultOf(floor, changes);
  expect(fault).toContain(detail);
  expect(fault).toMatch(/^Floor 1: /);
});

test('a floor is named by its name', async () => {
  const floors = [
    { floor: 'G', bounds: SQUARE },
    { floor: 'B1', bounds: swapped(SQUARE) },
  ];
  expect(await faultOf({}, { floors })).toContain('Floor B1: bounds[0] ');
});

test.each<[string, object, string]>([
  ['across the antimeridian', { bounds: points('179.9999,-16.8 -179.9999,-16.8 -179.9999,-16.799') }, 'Pacific/Fiji'],
  ['on the antimeridian', { bounds: points('180,-16.8 -180,-16.799 -179.9999,-16.8') }, 'Pacific/Fiji'],
  ['of a plan laid out across the antimeridian', plan('-60,-60 60,-60 60,60', [180, -16.8]), 'Pacific/Fiji'],
  ['far in the north', { bounds: points('15.6,78.2 15.61,78.2 15.61,78.201') }, 'Arctic/Longyearbyen'],
  ['ten kilometres long', plan('0,0 9999,0 9999,100'), 'Asia/Shanghai'],
  ['in Berlin', { bounds: BERLIN }, 'Europe/Berlin'],
  [
    'in Cairo, where it is the same time either way',
    { bounds: points('31.2,30 31.201,30 31.201,30.001') },
    'Africa/Cairo',
  ],
  ['of a venue with clocks of nowhere near', { bounds: BERLIN }, 'Asia/Tokyo'],
  ['of a venue with clocks of no place', { bounds: swapped(BERLIN) }, 'Etc/GMT-1'],
  ['of a venue with clocks of UTC', { bounds: swapped(points('0.1,51.5 0.101,51.5 0.101,51.501')) }, 'UTC'],
])('a floor %s is taken', async (_, floor, time_zone) => {
  expect(await register(floor, { time_zone })).toMatchObject({ status: 201 });
});
