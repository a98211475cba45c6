import { venueOf, venuesOf } from '../../../functions/venue/index.ts';
import { writeVenue } from '../../../functions/venue/store.ts';
import { redis } from '../../../lib/redis.ts';
import { putForward } from '../../harness/ahead.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { venue } from '../heatmap/fixtures.ts';

withRedis();
afterEach(() => jest.restoreAllMocks());

const SECOND = 1000;

async function registered(): Promise<string> {
  const venue_id = unique('mall');
  await writeVenue({ ...venue, venue_id, name: 'before' });
  return venue_id;
}
const rename = (venue_id: string) => writeVenue({ ...venue, venue_id, name: 'after' });

test('a change to a venue counts after ten seconds at the latest', async () => {
  const id = await registered();
  expect(await venueOf(id)).toMatchObject({ name: 'before' });
  await rename(id);
  putForward(10 * SECOND + 1);
  expect(await venueOf(id)).toMatchObject({ name: 'after' });
});

test('within that time a venue costs no second look-up', async () => {
  const ids = [await registered(), await registered()];
  const lookUp = jest.spyOn(redis(), 'hmget');
  const first = await venuesOf([...ids, ...ids]);
  expect(lookUp).toHaveBeenCalledTimes(1);
  putForward(9 * SECOND);
  expect(await venuesOf(ids)).toEqual(first);
  expect([...first.keys()]).toEqual(ids);
  expect(lookUp).toHaveBeenCalledTimes(1);
});

test('of several venues only those are looked up that are not remembered', async () => {
  const [known, other] = [await registered(), await registered()];
  await venueOf(known);
  const lookUp = jest.spyOn(redis(), 'hmget');
  expect([...(await venuesOf([known, other, 'nowhere'])).keys()].sort()).toEqual([known, other].sort());
  expect(lookUp.mock.calls.map(([, ...ids]) => ids)).toEqual([[other, 'nowhere']]);
});

test('an unknown venue is looked up every time, so that it counts once it is registered', async () => {
  const id = unique('mall');
  await expect(venueOf(id)).rejects.toMatchObject({ status: 404, reason: 'venue_unknown' });
  await rename(id);
  expect(await venueOf(id)).toMatchObject({ venue_id: id });
});
