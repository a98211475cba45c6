import { venueRoutes } from '../../../events/venue/routes.ts';
import { handler as list } from '../../../functions/venue/http/list.ts';
import { handler as put } from '../../../functions/venue/http/put.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';
import { venueBody } from '../../harness/venue.ts';

withRedis();

const register = (venue_id: string, body: unknown = venueBody()) =>
  call(put, { method: 'PUT', path: { venue_id }, body, caller: OPERATOR });

test('a venue is new once, and then replaced whole', async () => {
  const first = await register('mall', venueBody({ name: 'One', max_people_per_cell: 10 }));
  expect([first.status, first.json]).toMatchObject([201, { venue_id: 'mall', name: 'One', max_people_per_cell: 10 }]);
  const second = await register('mall', venueBody({ name: 'Another', public: undefined }));
  expect([second.status, second.json]).toMatchObject([200, { name: 'Another', max_people_per_cell: 200 }]);
  expect(second.json).toMatchObject({ resolution: 13, public: false });
  expect((await call(list, { route: venueRoutes.list, caller: OPERATOR })).json.venues).toEqual([second.json]);
});

test('venues are listed by id, whichever came first', async () => {
  for (const id of ['b', 'a-2', 'a-10', 'c']) await register(id);
  const { json } = await call(list, { route: venueRoutes.list, caller: OPERATOR });
  const ids = json.venues.map(({ venue_id }: { venue_id: string }) => venue_id);
  expect(ids).toEqual([...ids].sort());
  expect(ids).toEqual(expect.arrayContaining(['a-10', 'a-2', 'b', 'c']));
});

test('the id under which reports without a venue are counted is nobody’s', async () => {
  const { status, json } = await register('unknown');
  expect([status, json.reason]).toEqual([400, 'invalid_venue_id']);
});
