import { handler as ingest } from '../../../functions/usage/mqtt/ingest.ts';
import { redis } from '../../../lib/redis.ts';
import { withBroker } from '../../harness/published.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { T0 } from '../device/doors.ts';
import { rejectionsOf } from '../rejection/doors.ts';
import { active, betweenReads, clockIs, newRider, rentalNow } from '../rental/doors.ts';
import { deliver, usage } from './doors.ts';

withRedis();
withBroker();
beforeEach(() => clockIs(T0));

const entry = { rental_id: 'r', meter: 'volume', quantity: 1 };

test.each([
  ['text', 'malformed'],
  [{ seq: 1, boot: 'a', at: 1 }, 'malformed'],
  [{ ...usage(), entries: [] }, 'malformed'],
  [{ ...usage(), entries: [{ ...entry, quantity: -1 }] }, 'malformed'],
  [{ ...usage(), entries: [{ ...entry, quantity: 1.5 }] }, 'malformed'],
  [{ ...usage(), entries: [{ ...entry, meter: 'a b' }] }, 'malformed'],
  [{ ...usage(), entries: Array(501).fill(entry) }, 'malformed'],
])('%j is refused, and its device told', async (payload, reason) => {
  const device = unique('device');
  await deliver([device, payload]);
  expect((await rejectionsOf(device)).json.counts).toMatchObject([{ said: 'usage', reason, count: 1 }]);
});

test('a time in seconds is named, and what was counted counts all the same', async () => {
  const rental = await active(await newRider(), 'water_dispenser');
  await deliver([
    rental.device_id,
    { ...usage({ rental_id: rental.rental_id, quantity: 70 }), at: Math.floor(T0 / 1000) },
  ]);
  expect((await rentalNow(rental)).used?.quantity).toBe(70);
  expect((await rejectionsOf(rental.device_id)).json.counts).toMatchObject([{ reason: 'at_in_seconds' }]);
});

test('what cannot be settled is delivered again, and nothing else', async () => {
  const [stuck, fine] = await Promise.all([1, 2].map(async () => active(await newRider(), 'water_dispenser')));
  const broken = betweenReads(stuck!.rental_id, () => Promise.reject(new Error('Redis is out of reach')));
  const batch = sqsEvent(
    ...[stuck!, fine!].map(({ device_id, rental_id }) =>
      envelope(device_id, usage({ rental_id, quantity: 100, final: true }), T0),
    ),
  );
  expect(await ingest(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
  broken.mockRestore();
  clockIs(T0);
  expect([(await rentalNow(stuck!)).state, (await rentalNow(fine!)).state]).toEqual(['active', 'settled']);
  expect(await ingest(batch)).toEqual({ batchItemFailures: [] });
  expect((await rentalNow(stuck!)).amount).toBe(4);
});

test('of two messages of one rental both are delivered again, and what is final ends it whatever it says', async () => {
  const rental = await active(await newRider(), 'water_dispenser');
  const { device_id, rental_id } = rental;
  const batch = sqsEvent(
    envelope(device_id, usage({ rental_id, quantity: 100, final: true }), T0),
    envelope(device_id, usage({ rental_id, quantity: 120 }), T0),
    envelope(device_id, usage({ rental_id: 'nobody', quantity: 1 }), T0),
  );
  const broken = betweenReads(rental.rental_id, () => Promise.reject(new Error('Redis is out of reach')));
  const failures = ['message-0', 'message-1'].map((itemIdentifier) => ({ itemIdentifier }));
  expect(await ingest(batch)).toEqual({ batchItemFailures: failures });
  broken.mockRestore();
  clockIs(T0);
  await ingest(batch);
  expect(await rentalNow(rental)).toMatchObject({ state: 'settled', used: { quantity: 120 } });
});

test('sixty rentals that end in one batch are all settled', async () => {
  const rentals = await Promise.all(
    Array.from({ length: 60 }, async () => active(await newRider(), 'water_dispenser')),
  );
  await deliver(
    ...rentals.map(({ device_id, rental_id }): [string, unknown] => [
      device_id,
      usage({ rental_id, quantity: 100, final: true }),
    ]),
  );
  const states = await Promise.all(rentals.map(async (rental) => (await rentalNow(rental)).state));
  expect(new Set(states)).toEqual(new Set(['settled']));
});

test('more rentals than Lua hands to one call keep what is theirs', async () => {
  const ids = Array.from({ length: 2500 }, (_, i) => `many-${i}`);
  const key = (id: string) => `rental:${id}:used`;
  const known = JSON.stringify({ device_id: 'main', meter: 'volume', quantity: 0, active: true });
  await redis().mset(Object.fromEntries(ids.map((id) => [key(id), known])));
  const pages = Array.from({ length: 5 }, (_, page) => ids.slice(page * 500, page * 500 + 500));
  await deliver(
    ...pages.map((page, p): [string, unknown] => [
      'main',
      usage(...page.map((rental_id, i) => ({ rental_id, quantity: p * 500 + i }))),
    ]),
  );
  const texts = (await redis().mget(...ids.map(key))) as string[];
  expect(texts.map((text) => JSON.parse(text).quantity)).toEqual(ids.map((_, i) => i));
});

test('ten thousand entries of no rental break nothing', async () => {
  const reports = Array.from({ length: 20 }, (_, p): [string, unknown] => [
    'odd',
    usage(...Array.from({ length: 500 }, (_, i) => ({ rental_id: `odd-${p}-${i}`, quantity: 1 }))),
  ]);
  expect(await deliver(...reports)).toEqual({ batchItemFailures: [] });
  expect(await redis().hlen('usage:unattributed:odd')).toBe(1000);
});

test('a thousand reports take few calls', async () => {
  const rentals = await Promise.all(
    Array.from({ length: 20 }, async () => active(await newRider(), 'water_dispenser')),
  );
  const many = Array.from({ length: 1000 }, (_, i) => rentals[i % 20]!).map(
    ({ device_id, rental_id }, i): [string, unknown] => [device_id, usage({ rental_id, quantity: i })],
  );
  const calls = async () =>
    Number(/total_commands_processed:(\d+)/.exec(await redis().exec<string>(['INFO', 'stats']))![1]);
  await deliver(many[0]!); // the script is known from now on
  const before = await calls();
  await deliver(...many);
  expect((await calls()) - before).toBeLessThanOrEqual(5);
  expect((await rentalNow(rentals[19]!)).used?.quantity).toBe(999);
});

test('an active rental says what ends it first, by the rate at which it flowed last', async () => {
  const rental = await active(await newRider(), 'water_dispenser');
  const remaining = async () => ((await rentalNow(rental)) as unknown as { remaining: object }).remaining;
  expect(await remaining()).toEqual({ seconds: 3600, by: 'time' });
  const say = (quantity: number, from: number, to: number) =>
    deliver([rental.device_id, usage({ rental_id: rental.rental_id, quantity, from: T0 + from, to: T0 + to })]);
  await say(500, 0, 10_000); // 50 ml/s
  expect(await remaining()).toEqual({ seconds: 240, by: 'money' });
  await say(700, 0, 12_000); // 100 ml/s
  expect(await remaining()).toEqual({ seconds: 118, by: 'money' });
  await say(20_000, 0, 13_000); // more than its limit
  expect(await remaining()).toEqual({ seconds: 0, by: 'money' });
});
