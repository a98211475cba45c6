import { handler as sweep } from '../../../functions/rental/schedule/sweep.ts';
import { redis } from '../../../lib/redis.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { credit } from '../account/doors.ts';
import { connection, T0 } from '../device/doors.ts';
import { kettle, register } from '../product/doors.ts';
import {
  accountOf,
  active,
  balanceOf,
  clockIs,
  MINUTE,
  newDevice,
  newRider,
  obey,
  release,
  rent,
  rentalNow,
  rented,
  SECOND,
} from '../rental/doors.ts';
import { report } from './doors.ts';

withRedis();
const published = withBroker();
beforeEach(() => clockIs(T0));

const events = (type: string) =>
  published(/^phones\/.*\/events$/).filter((event) => 'type' in event && event.type === type);

test('the device is told how much it may give, and the phone how much has flowed', async () => {
  const rider = await newRider();
  const rental = await active(rider, 'water_dispenser');
  expect(published(/commands\/rental-/)[0]).toMatchObject({
    type: 'bind',
    limit: { meter: 'volume', unit: 'ml', quantity: 12_500 },
  });
  await report(rental, 230);
  expect(await rentalNow(rental)).toMatchObject({
    state: 'active',
    used: { meter: 'volume', unit: 'ml', quantity: 230 },
    limit: { quantity: 12_500 },
  });
});

test('what nothing follows is paid: every started hundred, and no more', async () => {
  const rider = await newRider(10_000);
  const rental = await active(rider, 'water_dispenser');
  clockIs(T0 + 30 * SECOND);
  await report(rental, 1230, { final: true });
  expect(await rentalNow(rental)).toMatchObject({
    state: 'settled',
    reason: 'finished',
    amount: 52,
    used: { quantity: 1230 },
  });
  expect(await accountOf(rider)).toMatchObject({ balance: 9948, held: 0, outstanding: 0 });
  expect(events('rental_ended')).toEqual([expect.objectContaining({ rental_id: rental.rental_id, amount: 52 })]);
});

test('a release pays what has been reported, and a later report the rest', async () => {
  const rider = await newRider(10_000);
  const rental = await active(rider, 'water_dispenser');
  await report(rental, 1000);
  expect((await release(rider, rental)).json).toMatchObject({ state: 'settled', amount: 40, used: { quantity: 1000 } });
  await report(rental, 1230, { final: true });
  await report(rental, 1100); // under way for longer
  expect(await rentalNow(rental)).toMatchObject({ amount: 52, used: { quantity: 1230 } });
  const { balance, ledger } = await accountOf(rider);
  expect(balance).toBe(9948);
  expect(ledger.slice(0, 2)).toEqual([
    { at: T0, type: 'usage_late', amount: -12, balance: 9948, rental_id: rental.rental_id },
    { at: T0, type: 'rental', amount: -40, balance: 9960, rental_id: rental.rental_id },
  ]);
  expect(events('rental_usage_late')).toEqual([expect.objectContaining({ amount: 52 })]);
  const lives = await redis().exec<number>(['PTTL', `rental:${rental.rental_id}:used`]);
  expect([lives > 6.9 * 86_400_000, lives <= 7 * 86_400_000]).toEqual([true, true]);
});

test('a late report that adds no started hundred adds no line to the ledger', async () => {
  const rider = await newRider(10_000);
  const rental = await active(rider, 'water_dispenser');
  await report(rental, 1001);
  await release(rider, rental);
  await report(rental, 1100);
  expect(await rentalNow(rental)).toMatchObject({ amount: 44, used: { quantity: 1100 } });
  expect((await accountOf(rider)).ledger.map(({ type }: { type: string }) => type)).toEqual(['rental', 'credit']);
});

test('what is reported beyond the hold costs the hold', async () => {
  const rider = await newRider(10_000);
  const rental = await active(rider, 'water_dispenser');
  await report(rental, 50_000);
  await release(rider, rental);
  await report(rental, 90_000);
  expect(await balanceOf(rider)).toBe(9500);
});

test('what the balance does not cover any more is owed, and the next credit pays it first', async () => {
  const rider = await newRider(600, 2);
  const first = await active(rider, 'water_dispenser');
  await report(first, 2500);
  await release(rider, first); // 100
  const second = await active(rider, 'water_dispenser'); // sets all the rest aside
  await report(first, 12_500); // 400 more
  expect(await accountOf(rider)).toMatchObject({ balance: 500, held: 500, outstanding: 400 });
  await report(second, 100, { final: true }); // 4
  expect(await accountOf(rider)).toMatchObject({ balance: 496, outstanding: 400 });
  expect((await rent(rider, await newDevice('water_dispenser'))).json.reason).toBe('insufficient_balance');
  expect((await credit(rider.sub, 300, 'one')).json).toMatchObject({ balance: 496, outstanding: 100 });
  expect((await credit(rider.sub, 300, 'two')).json).toMatchObject({ balance: 696, outstanding: 0 });
  const { ledger } = await accountOf(rider);
  expect(ledger.slice(0, 4).map(({ type, amount }: { type: string; amount: number }) => [type, amount])).toEqual([
    ['outstanding', -100],
    ['credit', 300],
    ['outstanding', -300],
    ['credit', 300],
  ]);
});

test('a device that has gone for good is settled after five minutes, for what it had said', async () => {
  const rider = await newRider(10_000);
  const rental = await active(rider, 'water_dispenser');
  await report(rental, 500);
  const at = (minutes: number) => clockIs(T0 + minutes * MINUTE);
  at(5);
  await sweep();
  expect((await rentalNow(rental)).state).toBe('active');
  at(6);
  await connection(rental.device_id, false, T0 + 6 * MINUTE);
  at(10);
  await sweep();
  expect((await rentalNow(rental)).state).toBe('active');
  at(11);
  await sweep();
  expect(await rentalNow(rental)).toMatchObject({
    state: 'settled',
    reason: 'silent',
    amount: 20,
    ended_at: T0 + 6 * MINUTE,
  });
});

test('a device that comes back goes on, and ends with the longest time of its tariff', async () => {
  const rider = await newRider(10_000);
  const rental = await active(rider, 'water_dispenser');
  await connection(rental.device_id, false, T0 + MINUTE);
  clockIs(T0 + 5.5 * MINUTE);
  await sweep();
  await connection(rental.device_id, true, T0 + 5.5 * MINUTE, { sessionIdentifier: 'later', versionNumber: 1 });
  clockIs(T0 + 59 * MINUTE);
  await sweep();
  expect((await rentalNow(rental)).state).toBe('active');
  await report(rental, 100);
  clockIs(T0 + 60 * MINUTE);
  await sweep();
  expect(await rentalNow(rental)).toMatchObject({ state: 'settled', reason: 'time_over', amount: 4 });
});

test('a device that reports use has obeyed, whatever became of its answer', async () => {
  const rider = await newRider(10_000);
  const rental = await rented(rider, await newDevice('water_dispenser'));
  await report(rental, 300, { final: true });
  expect(await rentalNow(rental)).toMatchObject({ state: 'settled', amount: 12 });
  await obey(rental); // the answer comes after all
  expect(await balanceOf(rider)).toBe(9988);
});

test('a device that reports use has obeyed, also before all has flowed', async () => {
  const rider = await newRider(10_000);
  const rental = await rented(rider, await newDevice('water_dispenser'));
  await report(rental, 300);
  expect((await rentalNow(rental)).state).toBe('active');
  clockIs(T0 + 11 * SECOND);
  await sweep();
  await release(rider, rental);
  expect(await balanceOf(rider)).toBe(9988);
});

test('one that is started by an action has started when it reports use', async () => {
  const tariff = { form: 'usage', currency: 'CNY', meter: 'volume', unit: 'ml', per: 100, price: 4, hold: 500 };
  await register('fountain', kettle({ 'skein:rental': { tariff, start: 'boil' } }));
  const rider = await newRider(10_000);
  const rental = await rented(rider, await newDevice('fountain'));
  await report(rental, 300, { final: true });
  expect(await rentalNow(rental)).toMatchObject({ state: 'settled', amount: 12 });
});

test('what a request has set aside is given to late use once it has lapsed, and not to the request as well', async () => {
  const rider = await newRider(500, 2);
  const first = await active(rider, 'water_dispenser');
  await release(rider, first);
  const second = await rented(rider, await newDevice('water_dispenser'));
  clockIs(T0 + 10 * SECOND); // second's request has lapsed
  await report(first, 10_000);
  expect(await accountOf(rider)).toMatchObject({ balance: 100, outstanding: 0 });
  clockIs(T0 + 10 * SECOND - 1); // another function's clock
  await obey(second);
  expect((await rentalNow(second)).state).toBe('cancelled');
  expect(await balanceOf(rider)).toBe(100);
});
