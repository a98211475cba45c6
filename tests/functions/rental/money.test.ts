import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { put } from '../account/doors.ts';
import { kettle, register } from '../product/doors.ts';
import { accountOf, active, clockIs, MINUTE, newDevice, newRider, release, rent, rented, SECOND } from './doors.ts';

withRedis();
withBroker();

const T0 = Math.floor(Date.now() / 86_400_000) * 86_400_000;
beforeEach(() => clockIs(T0));

test('what is set aside must be there to the last unit', async () => {
  const [bike, enough, short] = [await newDevice('bike'), await newRider(3000), await newRider(2999)];
  expect(await rent(short, bike)).toMatchObject({ status: 402, json: { reason: 'insufficient_balance' } });
  expect(await rent(enough, bike)).toMatchObject({ status: 201 });
});

test('what all open rentals have set aside counts', async () => {
  const rider = await newRider(8999, 5);
  await active(rider, 'bike');
  await rented(rider, await newDevice('bike'));
  expect((await accountOf(rider)).held).toBe(6000);
  expect((await rent(rider, await newDevice('bike'))).json.reason).toBe('insufficient_balance');
  await rented(rider, await newDevice('massage_chair'));
  expect((await accountOf(rider)).held).toBe(7500);
});

test('what a request has set aside is free at its deadline', async () => {
  const rider = await newRider(3000);
  await rented(rider, await newDevice('bike'));
  clockIs(T0 + 10 * SECOND - 1);
  expect((await accountOf(rider)).held).toBe(3000);
  expect((await rent(rider, await newDevice('bike'))).json.reason).toBe('too_many_rentals');
  clockIs(T0 + 10 * SECOND);
  expect((await accountOf(rider)).held).toBe(0);
  expect(await rent(rider, await newDevice('bike'))).toMatchObject({ status: 201 });
});

test('what a metered rental has set aside stays until it is settled', async () => {
  const rider = await newRider(50_000);
  await active(rider, 'bike');
  clockIs(T0 + 200 * MINUTE);
  expect((await accountOf(rider)).held).toBe(3000);
  expect((await rent(rider, await newDevice('bike'))).json.reason).toBe('too_many_rentals');
});

test('an account that may have no rentals has none, and one that is blocked is told so', async () => {
  const [rider, bike] = [await newRider(50_000, 0), await newDevice('bike')];
  expect((await rent(rider, bike)).json.reason).toBe('too_many_rentals');
  await put(rider.sub, { currency: 'CNY', blocked: true });
  expect(await rent(rider, bike)).toMatchObject({ status: 403, json: { reason: 'account_blocked' } });
});

test("the day's cap is of each kind, and what it leaves is paid", async () => {
  const metered = { form: 'metered', currency: 'CNY', unlock: 0, per_minute: 10, free_minutes: 0, daily_cap: 5000 };
  await register('pile', kettle({ 'skein:rental': { tariff: { ...metered, hold: 2000 } } }));
  const rider = await newRider(50_000);
  const use = async (kind: 'bike' | 'pile', at: number, minutes: number) => {
    clockIs(T0 + at * MINUTE);
    const rental = await active(rider, kind);
    clockIs(T0 + (at + minutes) * MINUTE);
    return (await release(rider, rental)).json.amount;
  };
  expect(await use('pile', 0, 200)).toBe(2000);
  expect(await use('bike', 200, 102)).toBe(2100);
  expect(await use('bike', 400, 102)).toBe(400);
  expect(await use('bike', 600, 102)).toBe(0);
  expect(await use('pile', 800, 100)).toBe(1000);
  expect(await use('bike', 24 * 60, 12)).toBe(300);
  const { balance, ledger } = await accountOf(rider);
  expect(balance).toBe(50_000 - 5800);
  expect(ledger.map(({ amount }: { amount: number }) => amount)).toEqual([-300, -1000, -400, -2100, -2000, 50_000]);
});
