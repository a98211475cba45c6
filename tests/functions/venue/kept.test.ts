import { keys } from '../../../functions/venue/keys.ts';
import { writeVenue } from '../../../functions/venue/store.ts';
import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { venue } from '../heatmap/fixtures.ts';

withRedis();

test('venues lie where a version before this one has put them, and as what is declared of them', async () => {
  await writeVenue(venue);
  expect(JSON.parse((await redis().hget<string>('venues', 'mall'))!)).toEqual(venue);
  expect(await redis().type(keys.venues())).toBe(keys.venues.spec.type);
});
