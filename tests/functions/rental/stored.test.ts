import { keys as accountKeys } from '../../../functions/account/keys.ts';
import { keys } from '../../../functions/rental/keys.ts';
import { handler as sweep } from '../../../functions/rental/schedule/sweep.ts';
import { redis } from '../../../lib/redis.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { active, clockIs, MINUTE, newDevice, newRider, release, rented } from './doors.ts';

withRedis();
withBroker();

const T0 = Math.floor(Date.now() / 86_400_000) * 86_400_000;
const DAY = 24 * 60 * MINUTE;
beforeEach(() => clockIs(T0));

test('money and rentals lie where an earlier version has left them', async () => {
  const rider = await newRider();
  const { rental_id, device_id } = await active(rider, 'bike');
  await redis().zadd(keys.outbox(), { score: T0, member: '{}' });
  const layout = [
    [accountKeys.account.spec, `account:${rider.sub}`],
    [accountKeys.ledger.spec, `account:${rider.sub}:ledger`],
    [keys.rental.spec, `rental:${rental_id}`],
    [keys.rentals.spec, `account:${rider.sub}:rentals`],
    [keys.device_rentals.spec, `device:${device_id}:rentals`],
    [keys.deadlines.spec, 'rentals:deadlines'],
    [keys.outbox.spec, 'rentals:outbox'],
  ] as const;
  for (const [{ type }, name] of layout) expect([name, await redis().type(name)]).toEqual([name, type]);
  for (const name of [`account:${rider.sub}:rentals`, `device:${device_id}:rentals`]) {
    expect([name, Number(await redis().zscore(name, rental_id))]).toEqual([name, T0]);
  }
  const [credited] = await redis().keys('credit:*');
  expect(credited).toMatch(/^credit:[0-9a-f]{32}$/);
  expect(await redis().type(credited!)).toBe(accountKeys.credited.spec.type);
  expect(keys.outbox()).toBe('rentals:outbox');
});

test('a rental has a deadline until it is over', async () => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('bike'));
  const deadline = () => redis().zscore('rentals:deadlines', rental.rental_id);
  expect(Number(await deadline())).toBe(T0 + 10_000);
  await release(rider, rental);
  expect(await deadline()).toBeNull();
});

test('a rental that has ended is listed by when it did, to be archived', async () => {
  const rider = await newRider();
  const ended = (rental: { rental_id: string }) => redis().zscore('rentals:ended', rental.rental_id);
  const cancelled = await rented(rider, await newDevice('bike'));
  clockIs(T0 + MINUTE);
  await sweep();
  const rental = await active(rider, 'bike');
  expect([Number(await ended(cancelled)), await ended(rental)]).toEqual([T0 + MINUTE, null]);
  clockIs(T0 + 5 * MINUTE);
  await release(rider, rental);
  expect(Number(await ended(rental))).toBe(T0 + 5 * MINUTE);
});

test('what was spent on a day is kept for a week', async () => {
  const rider = await newRider(50_000);
  const spent = async () => JSON.parse((await redis().hget(`account:${rider.sub}`, 'spent')) as string);
  const day = (n: number) => String(T0 + n * DAY);
  for (const n of [0, 1, 7, 8]) {
    clockIs(T0 + n * DAY);
    const rental = await active(rider, 'bike');
    clockIs(T0 + n * DAY + 10 * MINUTE);
    await release(rider, rental);
    if (n === 7) expect(await spent()).toEqual({ bike: { [day(0)]: 260, [day(1)]: 260, [day(7)]: 260 } });
  }
  expect(await spent()).toEqual({ bike: { [day(1)]: 260, [day(7)]: 260, [day(8)]: 260 } });
});
