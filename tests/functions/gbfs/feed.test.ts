import { gbfsRoutes } from '../../../events/gbfs/routes.ts';
import { handler as feed } from '../../../functions/gbfs/http/feed.ts';
import { call } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';

withRedis();
process.env.GBFS_TTL = '60';
process.env.RENTAL_URI = 'https://example.com/rent';

afterEach(() => jest.restoreAllMocks());

const T0 = Date.now();

test.each([
  ['3.0', gbfsRoutes.feed, 'vehicle_status.json', new Date(T0).toISOString()],
  ['2.3', gbfsRoutes.feed23, 'free_bike_status.json', Math.floor(T0 / 1000)],
])('what is read once a minute may be kept by others for what is left of that minute, in %s', async (...of) => {
  const [, route, name, readAt] = of;
  const after = async (ms: number) => {
    jest.spyOn(Date, 'now').mockReturnValue(T0 + ms);
    const { headers, json } = await call(feed, { route, path: { feed: name } });
    return [json.last_updated, json.ttl, headers['cache-control']];
  };
  expect(await after(0)).toEqual([readAt, 60, 'public, max-age=60']);
  expect(await after(20_000)).toEqual([readAt, 60, 'public, max-age=40']);
  expect(await after(59_001)).toEqual([readAt, 60, 'public, max-age=0']);
});
