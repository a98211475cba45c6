import { keys } from '../../../functions/rental/keys.ts';
import type { Rental } from '../../../functions/rental/rental.ts';
import { handler as sweep } from '../../../functions/rental/schedule/sweep.ts';
import { obtain } from '../../../lib/obtain.ts';
import { redis } from '../../../lib/redis.ts';
import { aws } from '../../harness/aws.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { report } from '../usage/doors.ts';
import { archive, archived, emptied, idsIn } from './archived.ts';
import { active, clockIs, listed, MINUTE, newDevice, newRider, release, rent, rentalNow, rented } from './doors.ts';

withRedis();
withBroker();

const DAY = 24 * 60 * MINUTE;
/** 13:00 UTC. */
const T0 = Date.UTC(2026, 10, 22, 13);
/** By now all that ended on T0's day has been over for 90 days. */
const DUE = Date.UTC(2026, 10, 22) + 91 * DAY + 2 * 60 * MINUTE;

beforeEach(async () => {
  clockIs(T0);
  await emptied();
});
afterEach(() => {
  aws.failures = 0;
  jest.restoreAllMocks();
});

const archivedIds = () => idsIn([...archived().values()].flat());

/** A sweep, so many days after that. */
const swept = (days = 0) => {
  clockIs(DUE + days * DAY);
  return sweep();
};

test('a rental that has been over for 90 days is in the archive, as it was, and nowhere in Redis', async () => {
  const rider = await newRider();
  const rental = await active(rider, 'bike');
  clockIs(T0 + 10 * MINUTE);
  await release(rider, rental);
  const kept = JSON.parse((await redis().get<string>(keys.rental(rental.rental_id)))!);

  await swept(-1);
  expect(archived().size).toBe(0);
  expect(await listed(rider)).toEqual([rental.rental_id]);

  await swept();
  expect([...archived().values()]).toEqual([[kept]]);
  expect(kept).toMatchObject({ state: 'settled', account_id: rider.sub, ended_at: T0 + 10 * MINUTE, amount: 260 });
  expect([...archived().keys()]).toEqual([expect.stringMatching(/^2026\/11\/22\/[0-9a-f]{16}\.jsonl\.gz$/)]);
  expect((await rentalNow(rental)) as object).toMatchObject({ reason: 'rental_unknown' });
  expect(await listed(rider)).toEqual([]);
  expect((await redis().keys('*')).filter((key) => key.includes('rental') && !key.includes('outbox'))).toEqual([]);
});

test('one that ended a millisecond later, and one that goes on, stay', async () => {
  const rider = await newRider(10_000, 3);
  const midnight = Date.UTC(2026, 10, 23);
  clockIs(midnight - 10 * MINUTE);
  const [running, last] = [await active(rider, 'bike'), await active(rider, 'bike')];
  clockIs(midnight - 9 * MINUTE);
  const next = await active(rider, 'bike');
  clockIs(midnight - 1);
  await release(rider, last);
  clockIs(midnight);
  await release(rider, next);
  clockIs(DUE);
  await archive(); // a sweep would end what goes on
  expect(archivedIds()).toEqual([last.rental_id]);
  expect(await listed(rider)).toEqual([next.rental_id, running.rental_id]);
  clockIs(DUE + DAY);
  await archive();
  expect([...archived().keys()].map((name) => name.slice(0, 10))).toEqual(['2026/11/22', '2026/11/23']);
  expect(await listed(rider)).toEqual([running.rental_id]);
});

test('a request that came to nothing is archived, too, and its idempotency key is free again', async () => {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const again = () => rent(rider, bike, { 'idempotency-key': 'one' });
  const first = (await again()).json;
  await release(rider, first);
  expect((await again()).json).toMatchObject({ rental_id: first.rental_id, state: 'cancelled' });
  await swept();
  expect([...archived().values()]).toMatchObject([[{ rental_id: first.rental_id, state: 'cancelled' }]]);
  clockIs(DUE + MINUTE);
  expect((await again()).json).toMatchObject({ state: 'requested', requested_at: DUE + MINUTE });
});

test('what was used later is in it', async () => {
  const rider = await newRider();
  const rental = await active(rider, 'water_dispenser');
  await report(rental, 100, { final: true });
  const { amount } = await rentalNow(rental);
  clockIs(T0 + 6 * DAY);
  await report(rental, 1000, { final: true });
  const { amount: all } = await rentalNow(rental);
  expect(all).toBeGreaterThan(amount!);
  await swept();
  expect([...archived().values()]).toMatchObject([[{ amount: all, used: { quantity: 1000 } }]]);
});

test('what a run could not store stays in Redis, and the next run stores it', async () => {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const rental = await rented(rider, bike);
  await release(rider, rental);
  aws.failures = Number.POSITIVE_INFINITY;
  await expect(swept()).rejects.toThrow('s3 answered');
  expect(await listed(rider)).toEqual([rental.rental_id]);
  aws.failures = 0;
  await swept(30);
  expect(archivedIds()).toEqual([rental.rental_id]);
  expect([...archived().keys()][0]).toMatch(/^2026\/11\/22\//);
});

test('a run that is cut off after it has stored leaves an object that the next one stores again, and no other', async () => {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const rental = await rented(rider, bike);
  await release(rider, rental);
  const client = redis();
  const multi = client.multi.bind(client);
  const exec = () => Promise.reject(new Error('cut off'));
  const cut = jest.spyOn(client, 'multi').mockImplementation(() => Object.assign(multi(), { exec }));
  await expect(swept()).rejects.toThrow('cut off');
  cut.mockRestore();
  const before = archived();
  expect(await listed(rider)).toEqual([rental.rental_id]);
  await swept(1);
  expect([idsIn([...before.values()].flat()), archived()]).toEqual([[rental.rental_id], before]);
  expect(await listed(rider)).toEqual([]);
});

/** Many that ended one after the other, of two accounts. */
async function many(count: number, apart = 1): Promise<Rental[]> {
  const rentals = Array.from({ length: count }, (_, i) => ({
    rental_id: `rental-${String(i).padStart(5, '0')}`,
    account_id: `account-${i % 2}`,
    device_id: `bike-${i % 3}`,
    state: 'settled',
    ended_at: T0 + i * apart,
  })) as Rental[];
  const add = (key: string, some: readonly Rental[]) => {
    const [first, ...others] = some.map(({ ended_at, rental_id }) => ({ score: ended_at!, member: rental_id }));
    return first && redis().zadd(key, first, ...others);
  };
  await redis().mset(Object.fromEntries(rentals.map((one) => [keys.rental(one.rental_id), JSON.stringify(one)])));
  const lists = new Map<string, Rental[]>();
  for (const one of rentals)
    for (const key of [keys.rentals(one.account_id), keys.device_rentals(one.device_id)])
      obtain(lists, key, () => []).push(one);
  for (const [key, some] of lists) await add(key, some);
  await add(keys.ended(), rentals);
  return rentals;
}

test('a day with many rentals is several objects', async () => {
  const rentals = await many(2500);
  await swept();
  expect([...archived().values()].map(({ length }) => length).sort()).toEqual([1000, 1000, 500]);
  expect(archivedIds().sort()).toEqual(idsIn(rentals));
  expect(await redis().dbsize()).toBe(0);
});

test('what several days have left is in the folder of the day on which it ended', async () => {
  await many(5, 6 * 60 * MINUTE);
  await swept(3);
  const found = [...archived()].map(([name, rentals]) => [name.slice(0, 10), rentals.length]);
  expect(found).toEqual([
    ['2026/11/22', 2],
    ['2026/11/23', 3],
  ]);
});

test('a run makes five objects at most, and the next goes on', async () => {
  const rentals = await many(5500);
  await swept();
  expect([archived().size, await redis().zcard(keys.ended())]).toEqual([5, 500]);
  await swept();
  expect([archived().size, archivedIds().sort()]).toEqual([6, idsIn(rentals)]);
});

test('one that ended on a day that is archived already has an object of its own', async () => {
  await many(2);
  await swept();
  await many(1);
  await swept(1);
  expect([...archived().values()].map(idsIn)).toEqual(
    expect.arrayContaining([['rental-00000', 'rental-00001'], ['rental-00000']]),
  );
});

test('an entry without its rental stops no run, and goes', async () => {
  await many(1);
  await redis().zadd(keys.ended(), { score: T0 - DAY, member: 'no-such-rental' });
  await swept();
  expect(archivedIds()).toEqual(['rental-00000']);
  expect(await redis().exists(keys.ended())).toBe(0);
});
