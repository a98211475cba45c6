import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { handler as read } from '../../../functions/heatmap/http/read.ts';
import { handler as put } from '../../../functions/venue/http/put.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { venueBody } from '../../harness/venue.ts';

withRedis();

const { read: readOwn, readPublic } = heatmapRoutes;
const DAY = 86_400_000;

async function venue(isPublic: boolean): Promise<{ venue_id: string }> {
  const path = { venue_id: unique('mall') };
  await call(put, { method: 'PUT', path, body: venueBody({ public: isPublic }), caller: OPERATOR });
  return path;
}

test('anyone may read a public venue, and everyone may keep the answer', async () => {
  const { status, headers, json } = await call(read, { route: readPublic, path: await venue(true) });
  expect([status, json.cells]).toEqual([200, []]);
  expect(headers['cache-control']).toMatch(/^public, /);
});

test('a venue that is not public does not exist for those without a token', async () => {
  const path = await venue(false);
  const { status, json } = await call(read, { route: readPublic, path });
  expect([status, json.reason]).toEqual([404, 'venue_unknown']);
  const { status: own, headers } = await call(read, { route: readOwn, path, caller: OPERATOR });
  expect([own, headers['cache-control']]).toEqual([200, expect.stringMatching(/^private, /)]);
});

test('a venue that nobody registered exists for no one', async () => {
  const path = { venue_id: unique('mall') };
  const replies = [
    await call(read, { route: readPublic, path }),
    await call(read, { route: readOwn, path, caller: OPERATOR }),
  ];
  expect(replies.map(({ json }) => json.reason)).toEqual(['venue_unknown', 'venue_unknown']);
});

test('what anyone may ask for is a month at most; who has a token may ask for more', async () => {
  const path = await venue(true);
  const now = Math.floor(Date.now() / DAY) * DAY;
  const ask = (days: number) => ({ path, query: { from: String(now - days * DAY), to: String(now) } });
  expect((await call(read, { route: readPublic, ...ask(31) })).status).toBe(200);
  expect(await call(read, { route: readPublic, ...ask(32) })).toMatchObject({
    status: 400,
    json: { reason: 'invalid_window' },
  });
  expect((await call(read, { route: readOwn, ...ask(32), caller: OPERATOR })).status).toBe(200);
});
