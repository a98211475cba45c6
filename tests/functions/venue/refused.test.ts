import { venueRoutes } from '../../../events/venue/routes.ts';
import { handler as list } from '../../../functions/venue/http/list.ts';
import { handler as put } from '../../../functions/venue/http/put.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { venueBody } from '../../harness/venue.ts';

withRedis();

type Place = [number, number];

const [floor] = venueBody().floors;
const bounded = (...bounds: Place[]) => venueBody({ floors: [{ floor: '1', bounds }] });
const framed = (origin: Place) => venueBody({ floors: [{ ...floor, frame: { origin, bearing: 0 } }] });
const register = (venue_id: string, body: unknown) =>
  call(put, { method: 'PUT', path: { venue_id }, body, caller: OPERATOR });

test.each([
  ['a zone that is none', venueBody({ time_zone: 'Mars/Olympus' }), 'invalid_time_zone'],
  ['two floors of one name', venueBody({ floors: [floor, floor] }), 'invalid_floors'],
  ['a longitude beyond 180°', bounded([180.5, 0], [0, 0], [0, 1]), 'invalid_floors'],
  ['a longitude beyond -180°', bounded([0, 0], [-180.5, 0], [0, 1]), 'invalid_floors'],
  ['a latitude beyond 90°', bounded([0, 0], [0, 90.5], [1, 1]), 'invalid_floors'],
  ['a plan laid out from a point off the globe', framed([0, 91]), 'invalid_floors'],
])('%s is refused, and nothing is kept of it', async (_, body, reason) => {
  const id = unique('mall');
  const { status, json } = await register(id, body);
  expect([status, json.reason]).toEqual([400, reason]);
  const { venues } = (await call(list, { route: venueRoutes.list, caller: OPERATOR })).json;
  expect(venues).not.toContainEqual(expect.objectContaining({ venue_id: id }));
});

test('several floors of different names are one venue', async () => {
  const floors = ['1', '2', 'B1'].map((name) => ({ ...floor, floor: name }));
  const { status, json } = await register(unique('mall'), venueBody({ floors }));
  expect([status, json.floors]).toEqual([201, floors]);
});

test('a floor plan in metres is kept with its frame', async () => {
  const { status, json } = await register(unique('mall'), framed([121.47, 31.23]));
  expect([status, json.floors[0].frame]).toEqual([201, { origin: [121.47, 31.23], bearing: 0 }]);
});
