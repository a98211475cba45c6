import { handler as ingest } from '../../../functions/heatmap/mqtt/ingest.ts';
import { envelope, kinesisEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { CENTER } from '../../harness/venue.ts';
import { deliver, newVenue, seen, verdicts } from './doors.ts';

withRedis();

const NOW = Date.now();
const SECOND = 1000;
const LATEST = 24 * 3600 * SECOND;
const metresNorth = (metres: number): [number, number] => [CENTER[0], CENTER[1] + metres / 110_900];

beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => jest.restoreAllMocks());

test('a report is as late as it is old when it is counted, however soon the broker had it', async () => {
  const venue = await newVenue();
  await deliver(seen(venue, { at: NOW - LATEST }));
  expect(await verdicts(venue)).toEqual({ accepted: 1, rejected: {} });
  await deliver(seen(venue, { seq: 2, at: NOW - LATEST - 1 }));
  expect(await verdicts(venue)).toEqual({ accepted: 1, rejected: { too_late: 1 } });
});

test('an older report that comes late does not make a jump look slow', async () => {
  const venue = await newVenue();
  await deliver(seen(venue, { seq: 2, at: NOW - SECOND }));
  await deliver(seen(venue, { seq: 1, at: NOW - 100 * SECOND }));
  await deliver(seen(venue, { seq: 3, at: NOW, position: metresNorth(100) }));
  expect(await verdicts(venue)).toEqual({ accepted: 2, rejected: { jump: 1 } });
});

test.each([63, 64, 65])('where sequence numbers go on by %i at once, those between still count once', async (by) => {
  const venue = await newVenue();
  const numbered = (first: number, length: number) =>
    Array.from({ length }, (_, i) => seen(venue, { seq: first + i, counts: [] }));
  const newest = 100 + by;
  await deliver(...numbered(37, 64));
  await deliver(...numbered(newest, 1));
  await deliver(...numbered(Math.max(101, newest - 63), Math.min(63, by - 1)));
  expect(await verdicts(venue)).toEqual({ accepted: 64 + 1 + Math.min(63, by - 1), rejected: {} });
  await deliver(...numbered(newest - 63, 64));
  expect((await verdicts(venue)).rejected).toEqual({ duplicate: 64 });
});

test('of a Kinesis batch that record is delivered again which could not be taken, by its sequence number', async () => {
  const venue = await newVenue();
  const good = envelope('robot', seen(venue, {}), NOW);
  const { batchItemFailures } = await ingest(kinesisEvent(good, 'nothing of ours'));
  expect(batchItemFailures).toEqual([{ itemIdentifier: 'sequence-1' }]);
  expect((await verdicts(venue)).accepted).toBe(1);
});
