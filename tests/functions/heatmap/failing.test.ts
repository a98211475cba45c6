import { handler as ingest } from '../../../functions/heatmap/mqtt/ingest.ts';
import { redis } from '../../../lib/redis.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { deliver, newVenue, rollup, seen, verdicts } from './doors.ts';

withRedis();

const NOW = Date.now();
const HOUR = 3_600_000;
const event = (...venues: string[]) =>
  sqsEvent(...venues.map((venue) => envelope('robot', seen(venue, { at: NOW }), NOW)));

test('where one venue cannot be counted, its messages are delivered again and no others', async () => {
  const [good, bad] = [await newVenue(), await newVenue()];
  await redis().set(`heatmap:${bad}:devices`, 'no hash');
  const { batchItemFailures } = await ingest(event(bad, good, bad));
  expect(batchItemFailures).toEqual([{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-2' }]);
  expect(await verdicts(good)).toEqual({ accepted: 1, rejected: {} });
  await expect(ingest(event(bad))).rejects.toThrow('none of the batch');
  await redis().del(`heatmap:${bad}:devices`);
  expect((await ingest(event(bad))).batchItemFailures).toEqual([]);
  expect(await verdicts(bad)).toEqual({ accepted: 1, rejected: {} });
});

test('where one venue cannot be rolled up, its mark stays and the others have their turn', async () => {
  const hour = Math.floor(NOW / HOUR) * HOUR - HOUR;
  const venues = [await newVenue(), await newVenue()].sort();
  for (const venue of venues) await deliver(seen(venue, { at: hour }));
  const broken = (await redis().hkeys('venues')).find((id) => venues.includes(id))!;
  const minute = `heatmap:${broken}:minute:1:${hour}`;
  await redis().set(minute, 'no hash');
  await rollup();
  for (const venue of venues) {
    const isMarked = await redis().hexists(`heatmap:${venue}:dirty`, `hour 1 ${hour}`);
    expect([venue, isMarked]).toEqual([venue, venue === broken ? 1 : 0]);
  }
});
