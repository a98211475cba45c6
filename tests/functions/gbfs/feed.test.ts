import { gbfsRoutes } from '../../../events/gbfs/routes.ts';
import { handler as feed } from '../../../functions/gbfs/http/feed.ts';
import { call } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';

withRedis();
process.env.GBFS_TTL = '60';
process.env.RENTAL_URI = 'https://example.com/rent';

afterEach(() => jest.restoreAllMocks());

test('what is read once a minute may be kept by others for what is left of that minute', async () => {
  const T0 = Date.now();
  const after = async (ms: number) => {
    jest.spyOn(Date, 'now').mockReturnValue(T0 + ms);
    const { headers, json } = await call(feed, { route: gbfsRoutes.feed, path: { feed: 'vehicle_status.json' } });
    return [json.last_updated, json.ttl, headers['cache-control']];
  };
  const readAt = new Date(T0).toISOString();
  expect(await after(0)).toEqual([readAt, 60, 'public, max-age=60']);
  expect(await after(20_000)).toEqual([readAt, 60, 'public, max-age=40']);
  expect(await after(59_001)).toEqual([readAt, 60, 'public, max-age=0']);
});
