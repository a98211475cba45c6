import { venueRoutes } from '../../../events/venue/routes.ts';
import { handler as read } from '../../../functions/venue/http/list.ts';
import { handler as put } from '../../../functions/venue/http/put.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { CENTER, venueBody } from '../../harness/venue.ts';

withRedis();

const { readPublic: route } = venueRoutes;

async function venue(changes: object): Promise<{ venue_id: string }> {
  const path = { venue_id: unique('mall') };
  await call(put, { method: 'PUT', path, body: venueBody(changes), caller: OPERATOR });
  return path;
}

test('anyone may read the name, time zone and outlines of a public venue, and everyone may keep them', async () => {
  const [floor] = venueBody().floors;
  const floors = [{ ...floor, frame: { origin: CENTER, bearing: 30 } }];
  const path = await venue({ floors, max_people_per_cell: 7 });
  const { status, headers, json } = await call(read, { route, path });
  expect([status, json]).toEqual([
    200,
    { ...path, name: 'Test Mall', time_zone: 'Asia/Shanghai', floors: [{ floor: '1', bounds: floor!.bounds }] },
  ]);
  expect(headers['cache-control']).toBe('public, max-age=60');
});

test('a venue that is not public, or that nobody registered, does not exist for those without a token', async () => {
  for (const path of [await venue({ public: false }), { venue_id: unique('mall') }]) {
    const { status, headers, json } = await call(read, { route, path });
    expect([status, json.reason, headers['cache-control']]).toEqual([404, 'venue_unknown', 'no-store']);
  }
});

test('the list of all venues stays with those who have a token', async () => {
  expect((await call(read, { route: venueRoutes.list })).json.reason).toBe('token_missing');
});
