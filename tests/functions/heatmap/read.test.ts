import { cellToChildren, cellToLatLng, latLngToCell } from 'h3-js';
import { redis } from '../../../lib/redis.ts';
import { putForward } from '../../harness/ahead.ts';
import { withRedis } from '../../harness/redis.ts';
import { CENTER } from '../../harness/venue.ts';
import { cells, deliver, newVenue, seen } from './doors.ts';

withRedis();

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const MINUTE_AGO = (Math.floor(Date.now() / MINUTE) - 1) * MINUTE;

afterEach(() => jest.restoreAllMocks());

test('a coarser cell has the people and the samples of all cells in it', async () => {
  const venue = await newVenue();
  const parent = latLngToCell(CENTER[1], CENTER[0], 10);
  const [one, other] = cellToChildren(parent, 13).map((cell): [number, number, number] => {
    const [lat, lng] = cellToLatLng(cell);
    return [lng, lat, 2];
  });
  const at = MINUTE_AGO;
  await deliver(
    seen(venue, { seq: 1, at, counts: [one!, other!] }),
    seen(venue, { seq: 2, at, counts: [one!, other!] }),
    seen(venue, { seq: 3, at, counts: [one!] }),
  );
  expect(await cells(venue, { from: at, to: at + MINUTE, resolution: 10 })).toEqual([[parent, 4, 5]]);
});

test('a late report shows in an answer ten seconds later', async () => {
  const venue = await newVenue();
  const past = { from: MINUTE_AGO, to: MINUTE_AGO + MINUTE };
  expect(await cells(venue, past)).toEqual([]);
  await deliver(seen(venue, { at: MINUTE_AGO }));
  putForward(10 * SECOND + 1);
  expect(await cells(venue, past)).toHaveLength(1);
});

test('however many of the hottest cells are asked for, and in whatever format, the heat is read once', async () => {
  const venue = await newVenue();
  await deliver(seen(venue, { at: MINUTE_AGO }));
  const past = { from: MINUTE_AGO, to: MINUTE_AGO + MINUTE };
  const reads = jest.spyOn(redis(), 'pipeline');
  expect(await cells(venue, past)).toHaveLength(1);
  const before = reads.mock.calls.length;
  expect(before).toBeGreaterThan(0);
  for (const top of [1, 2, 3]) expect(await cells(venue, { ...past, top })).toHaveLength(1);
  expect(reads).toHaveBeenCalledTimes(before);
});
