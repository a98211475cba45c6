import { type Rejection, reject } from '../../../functions/rejection/index.ts';
import { redis } from '../../../lib/redis.ts';
import { brokerIsAway, withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { allRejections, rejectionsOf } from './doors.ts';

withRedis();
const published = withBroker();
beforeEach(() => redis().flushdb());
afterEach(() => jest.restoreAllMocks());

const DAY = 86_400_000;
// Tomorrow: Redis expires by its own clock, and midnight may pass while this runs.
const MIDNIGHT = (Math.floor(Date.now() / DAY) + 1) * DAY;
const NOW = MIDNIGHT + 15 * 3_600_000;
const clockIs = (now: number) => jest.spyOn(Date, 'now').mockReturnValue(now);

const one = (device_id: string, changes: Partial<Rejection> = {}): Rejection => ({
  device_id,
  said: 'state',
  reason: 'malformed',
  detail: 'not JSON',
  received_at: NOW,
  text: '{',
  ...changes,
});
const noticesFor = (device: string) => published(new RegExp(`^devices/${device}/rejections$`));

test('what did not count is counted by device, part and reason, with samples, the newest first', async () => {
  clockIs(NOW);
  const [bad, other] = [unique('bad'), 'an other'];
  await reject([one(bad), one(bad, { reason: 'jump', detail: 'far', received_at: NOW + 1 }), one(other)], NOW);
  await reject([one(bad, { said: 'crowd', received_at: NOW + 2, text: 'x'.repeat(300) })], NOW);
  const { json } = await rejectionsOf(bad);
  const count = (said: string, reason: string, number = 1) => ({
    day: MIDNIGHT,
    device_id: bad,
    said,
    reason,
    count: number,
  });
  expect(json.counts).toHaveLength(3);
  expect(json.counts).toEqual(
    expect.arrayContaining([count('state', 'malformed'), count('state', 'jump'), count('crowd', 'malformed')]),
  );
  expect(json.samples).toEqual([
    { said: 'crowd', reason: 'malformed', detail: 'not JSON', received_at: NOW + 2, text: 'x'.repeat(256) },
    { said: 'state', reason: 'jump', detail: 'far', received_at: NOW + 1, text: '{' },
    { said: 'state', reason: 'malformed', detail: 'not JSON', received_at: NOW, text: '{' },
  ]);
  const all = (await allRejections()).json.counts;
  expect(all).toHaveLength(4);
  expect(all).toContainEqual({ day: MIDNIGHT, device_id: other, said: 'state', reason: 'malformed', count: 1 });
});

test('of each device the newest ten of a day are kept, whatever others say', async () => {
  clockIs(NOW);
  const [loud, quiet] = [unique('loud'), unique('quiet')];
  await reject([one(quiet)], NOW);
  const flood = Array.from({ length: 25 }, (_, i) => one(loud, { received_at: NOW + i }));
  await reject(flood.slice(0, 7), NOW);
  await reject(flood.slice(7), NOW);
  const { json } = await rejectionsOf(loud);
  expect(json.counts).toEqual([{ day: MIDNIGHT, device_id: loud, said: 'state', reason: 'malformed', count: 25 }]);
  const times = json.samples.map(({ received_at }: { received_at: number }) => received_at - NOW);
  expect(times).toEqual([24, 23, 22, 21, 20, 19, 18, 17, 16, 15]);
  expect((await rejectionsOf(quiet)).json.samples).toHaveLength(1);
});

test('a device is told at once, then once in twenty seconds, of its newest five', async () => {
  const [bad, other] = [unique('bad'), unique('other')];
  const six = Array.from({ length: 6 }, (_, i) => one(bad, { detail: `${i}` }));
  await reject([...six, one(other)], NOW);
  expect(noticesFor(bad)).toEqual([
    {
      at: NOW,
      rejections: ['1', '2', '3', '4', '5'].map((detail) => ({ said: 'state', reason: 'malformed', detail })),
      count: 6,
    },
  ]);
  expect(noticesFor(other)).toMatchObject([{ count: 1 }]);
  await reject([one(bad)], NOW + 19_999);
  expect(noticesFor(bad)).toHaveLength(1);
  await reject([one(bad)], NOW + 20_000);
  expect(noticesFor(bad)).toHaveLength(2);
});

test('nothing that goes wrong holds up the messages that were right', async () => {
  const bad = unique('bad');
  const away = brokerIsAway();
  await reject([one(bad)], NOW);
  away.restore();
  clockIs(NOW);
  expect((await rejectionsOf(bad)).json.counts).toHaveLength(1);
  jest.spyOn(redis(), 'evalsha').mockRejectedValue(new Error('Redis is out of reach'));
  jest.spyOn(redis(), 'eval').mockRejectedValue(new Error('Redis is out of reach'));
  await reject([], NOW);
  expect(published(/./)).toEqual([]);
});

describe('a period', () => {
  const bad = 'bad';
  const daysOf = async (query: Record<string, string>) =>
    (await rejectionsOf(bad, query)).json.counts.map(({ day }: { day: number }) => (MIDNIGHT - day) / DAY);

  test('is of whole days, today and yesterday where nothing is said, and no more than eight', async () => {
    for (let ago = 0; ago < 10; ago++) await reject([one(bad)], NOW - ago * DAY);
    clockIs(NOW);
    expect(await daysOf({})).toEqual([0, 1]);
    expect(await daysOf({ from: `${NOW - 2 * DAY}` })).toEqual([0, 1, 2]);
    expect(await daysOf({ from: `${NOW - 3 * DAY}`, to: `${NOW - 2 * DAY}` })).toEqual([2, 3]);
    expect(await daysOf({ from: '0' })).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(await daysOf({ to: '0' })).toEqual([]);
    expect((await rejectionsOf(bad, { from: '2', to: '1' })).json.reason).toBe('invalid_from');
  });

  test('is forgotten eight days after its beginning', async () => {
    await reject([one(bad)], NOW);
    for (const key of [`rejections:${MIDNIGHT}`, `rejections:${MIDNIGHT}:samples`]) {
      expect(await redis().exec<number>(['EXPIRETIME', key])).toBe((MIDNIGHT + 8 * DAY) / 1000);
    }
  });

  test('is read page by page', async () => {
    const devices = Array.from({ length: 700 }, (_, i) => `device-${i}`);
    await reject(
      devices.map((id) => one(id)),
      NOW,
    );
    await reject([one('yesterday')], NOW - DAY);
    clockIs(NOW);
    const found = new Set<string>();
    let pages = 0;
    for (let after: string | undefined = ''; after !== undefined; pages++) {
      const { counts, next }: { counts: { device_id: string }[]; next?: string } = (
        await allRejections({ limit: '50', ...(after && { after }) })
      ).json;
      for (const { device_id } of counts) found.add(device_id);
      after = next;
    }
    expect([...found].sort()).toEqual([...devices, 'yesterday'].sort());
    expect(pages).toBeGreaterThan(5);
    for (const after of ['x', '1.0', `${MIDNIGHT}`, `${MIDNIGHT}.x`]) {
      expect((await allRejections({ after })).json.reason).toBe('invalid_after');
    }
  });
});
