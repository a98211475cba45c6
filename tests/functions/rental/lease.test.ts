import type { MeteredTariff, PrepaidTariff } from '../../../events/product/tariff.ts';
import { creditAccount, writeAccount } from '../../../functions/account/store.ts';
import { applyPresence } from '../../../functions/device/presence.ts';
import { registerDevice } from '../../../functions/device/register.ts';
import { readDevice } from '../../../functions/device/store.ts';
import { activateRental } from '../../../functions/rental/activate.ts';
import { ANSWER_WITHIN } from '../../../functions/rental/bind.ts';
import { closeRental } from '../../../functions/rental/close.ts';
import type { Rental } from '../../../functions/rental/rental.ts';
import { overdueIds, readRental } from '../../../functions/rental/store.ts';
import { view } from '../../../functions/rental/view.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { applied } from '../device/applied.ts';
import { tariffIn } from '../product/doors.ts';
import { account, bind, device, MINUTE, money, rented } from './fixtures.ts';

withRedis();

const T0 = 1_795_219_200_000;
const BIKE = tariffIn('bike') as MeteredTariff;
const CHAIR = tariffIn('massage_chair') as PrepaidTariff;

test('200 phones race for one device: one winner, 199 refusals, and nobody else has anything set aside', async () => {
  for (let round = 0; round < 10; round++) {
    const bike = await device(unique('bike'));
    const accounts = await Promise.all(Array.from({ length: 200 }, (_, i) => account(unique(`a${i}`), 5000)));
    const outcomes = await Promise.all(accounts.map((id) => bind(bike, id, T0)));
    const refusals = outcomes.filter((outcome) => 'refused' in outcome);
    expect(refusals).toEqual(Array.from({ length: 199 }, () => ({ refused: 'device_in_use' })));
    const held = await Promise.all(accounts.map(async (id) => (await money(id, T0)).held));
    expect(held.reduce((a, b) => a + b, 0)).toBe(BIKE.hold);
  }
});

describe('refusals', () => {
  const cases: [string, (ids: { bike: string; rider: string }) => Promise<unknown>][] = [
    ['device_unknown', async ({ rider }) => bind(unique('nothing'), rider, T0)],
    ['code_expired', async ({ bike, rider }) => bind(bike, rider, T0, { asked: { code_version: 2 } })],
    [
      'device_out_of_service',
      async ({ bike, rider }) => {
        await registerDevice(bike, { product: 'bike', status: 'out_of_service' });
        return bind(bike, rider, T0);
      },
    ],
    [
      'device_out_of_service',
      async ({ bike, rider }) => {
        await applied([bike, { seq: 1, boot: 'b', at: T0, status: 'fault' }]);
        return bind(bike, rider, T0);
      },
    ],
    ['device_out_of_service', async ({ rider }) => bind(await device(unique('robot'), 'robot'), rider, T0)],
    [
      'device_offline',
      async ({ bike, rider }) => {
        await applyPresence(bike, { online: false, session: 's1', version: 0, at: 1 });
        return bind(bike, rider, T0);
      },
    ],
    ['account_unknown', async ({ bike }) => bind(bike, unique('nobody'), T0)],
    [
      'account_blocked',
      async ({ bike, rider }) => {
        await writeAccount(rider, { currency: 'CNY', blocked: true, max_rentals: 1 });
        return bind(bike, rider, T0);
      },
    ],
    ['insufficient_balance', async ({ bike }) => bind(bike, await account(unique('poor'), BIKE.hold - 1), T0)],
    [
      'too_many_rentals',
      async ({ bike, rider }) => {
        await rented(await device(unique('bike')), rider, T0);
        return bind(bike, rider, T0);
      },
    ],
  ];
  test.each(cases)('%s, and nothing is changed', async (reason, attempt) => {
    const ids = { bike: await device(unique('bike')), rider: await account(unique('rider'), 100_000) };
    expect(await attempt(ids)).toEqual({ refused: reason });
    expect((await readDevice(ids.bike)).has('lease_rental')).toBe(false);
  });

  test('what one rental has set aside, another cannot have', async () => {
    const rider = await account(unique('rider'), 2 * BIKE.hold - 1, 5);
    await rented(await device(unique('bike')), rider, T0);
    expect(await bind(await device(unique('bike')), rider, T0)).toEqual({ refused: 'insufficient_balance' });
  });
});

describe('deadlines are true for whoever looks next', () => {
  test.each([0, -20])('at the very deadline, and %i ms from it, a device has one holder who pays', async (skew) => {
    const chair = await device(unique('chair'), 'massage_chair');
    const [slow, quick] = [await account(unique('slow'), CHAIR.price), await account(unique('quick'), CHAIR.price)];
    const first = await rented(chair, slow, T0);
    const second = await rented(chair, quick, T0 + ANSWER_WITHIN);
    expect(
      await activateRental(first, { shown: 'answer', at: T0 + ANSWER_WITHIN + skew }, T0 + ANSWER_WITHIN + skew),
    ).toEqual({ late: true }); // its clock is behind
    expect(
      await activateRental(second, { shown: 'answer', at: T0 + ANSWER_WITHIN + 1 }, T0 + ANSWER_WITHIN + 1),
    ).toMatchObject({ turn: expect.any(String) });
    expect([(await money(slow, T0)).balance, (await money(quick, T0)).balance]).toEqual([CHAIR.price, 0]);
  });

  test('money that another rental has by now is not spent twice', async () => {
    const rider = await account(unique('rider'), CHAIR.price);
    const first = await rented(await device(unique('chair'), 'massage_chair'), rider, T0);
    const second = await rented(await device(unique('chair'), 'massage_chair'), rider, T0 + ANSWER_WITHIN);
    await activateRental(first, { shown: 'answer', at: T0 + ANSWER_WITHIN - 1 }, T0 + ANSWER_WITHIN - 1);
    await activateRental(second, { shown: 'answer', at: T0 + ANSWER_WITHIN + 1 }, T0 + ANSWER_WITHIN + 1);
    expect((await money(rider, T0)).balance).toBe(0);
  });

  test('no answer in time: the device and the money are free, though nobody has done anything', async () => {
    const [bike, rider] = [await device(unique('bike')), await account(unique('rider'), BIKE.hold)];
    const first = await rented(bike, rider, T0);
    const late = T0 + ANSWER_WITHIN + 1;
    expect(view(first, late)).toMatchObject({ state: 'cancelled', reason: 'no_answer' });
    expect((await money(rider, late)).held).toBe(0);
    const second = await rented(bike, rider, late);
    expect(second.fence).toBe(first.fence + 1);

    expect(await activateRental(first, { shown: 'answer', at: late }, late)).toEqual({ late: true });
    const { rental } = await closeRental(first, { reason: 'no_answer' }, late);
    expect(rental).toMatchObject({ state: 'cancelled', amount: 0 });
    expect((await readDevice(bike)).get('lease_rental')).toBe(second.rental_id); // not freed by the first
    expect(await money(rider, late)).toMatchObject({ balance: BIKE.hold, entries: 1, held: BIKE.hold });
  });

  test('a package is over: the chair is free, and its price was paid once', async () => {
    const [chair, rider] = [
      await device(unique('chair'), 'massage_chair'),
      await account(unique('rider'), CHAIR.price),
    ];
    const rental = await rented(chair, rider, T0);
    await activateRental(rental, { shown: 'answer', at: T0 + 1000 }, T0 + 1000);
    await activateRental(rental, { shown: 'answer', at: T0 + 2000 }, T0 + 2000); // the result comes twice
    expect(await money(rider, T0)).toMatchObject({ balance: 0, held: 0, entries: 2 });
    const over = T0 + 1000 + CHAIR.minutes * MINUTE;
    expect(await bind(chair, await account(unique('next'), 9000), over - 1)).toEqual({ refused: 'device_in_use' });
    expect(view((await readRental(rental.rental_id))!, over + 1)).toMatchObject({
      state: 'ended',
      reason: 'time_over',
    });
    await rented(chair, await account(unique('next'), 9000), over + 1);
    expect(await overdueIds(over + 1, 100)).toContain(rental.rental_id);
    const { rental: closed } = await closeRental(
      (await readRental(rental.rental_id))!,
      { reason: 'time_over' },
      over + 5000,
    );
    expect(closed).toMatchObject({ state: 'settled', ended_at: over, amount: CHAIR.price });
    expect(await money(rider, over)).toMatchObject({ balance: 0, entries: 2 });
  });

  test('a forgotten bike costs no more than was set aside', async () => {
    const [bike, rider] = [await device(unique('bike')), await account(unique('rider'), BIKE.hold)];
    const rental = await rented(bike, rider, T0);
    await activateRental(rental, { shown: 'answer', at: T0 }, T0);
    const active = (await readRental(rental.rental_id))!;
    const { rental: closed } = await closeRental(active, { reason: 'time_over' }, T0 + 100 * 60 * MINUTE);
    expect(closed.ended_at).toBe(active.ends_at);
    expect(closed.amount).toBe(Math.min(BIKE.hold, BIKE.daily_cap));
    expect((await money(rider, T0)).balance).toBe(BIKE.hold - closed.amount!);
  });
});

describe('price', () => {
  const ride = async (rider: string, start: number, minutes: number): Promise<Rental> => {
    const rental = await rented(await device(unique('bike')), rider, start);
    await activateRental(rental, { shown: 'answer', at: start }, start);
    return (await closeRental((await readRental(rental.rental_id))!, { reason: 'released' }, start + minutes * MINUTE))
      .rental;
  };

  test('is the unlock fee and every started minute after the free ones', async () => {
    const rider = await account(unique('rider'), 50_000);
    const { unlock, per_minute, free_minutes } = BIKE;
    expect((await ride(rider, T0, free_minutes)).amount).toBe(unlock);
    expect((await ride(rider, T0, free_minutes + 0.01)).amount).toBe(unlock + per_minute);
    expect((await ride(rider, T0, free_minutes + 10)).amount).toBe(unlock + 10 * per_minute);
  });

  test('stops at the cap of each day, also where rides of two days are open at once', async () => {
    const rider = await account(unique('rider'), 50_000, 2);
    const day = Math.floor(T0 / 86_400_000) * 86_400_000 + 86_400_000;
    const before = await rented(await device(unique('bike')), rider, day - 100 * MINUTE);
    await activateRental(before, { shown: 'answer', at: day - 100 * MINUTE }, day - 100 * MINUTE);
    const first = (await ride(rider, day, 100)).amount!;
    await closeRental((await readRental(before.rental_id))!, { reason: 'released' }, day + 30 * MINUTE);
    const second = (await ride(rider, day + 200 * MINUTE, 100)).amount!;
    expect(first + second).toBe(BIKE.daily_cap);
  });

  test('stops at the cap of the day, and begins again the next', async () => {
    const rider = await account(unique('rider'), 50_000);
    const day = Math.floor(T0 / 86_400_000) * 86_400_000;
    const amounts = [];
    for (let i = 0; i < 3; i++) amounts.push((await ride(rider, day + i * 120 * MINUTE, 60)).amount!);
    expect(amounts.reduce((a, b) => a + b, 0)).toBe(BIKE.daily_cap);
    expect((await ride(rider, day + 86_400_000, 10)).amount).toBeGreaterThan(0);
  });
});

test('a retry under the same key is answered as the first time; another body is refused', async () => {
  const [bike, rider] = [await device(unique('bike')), await account(unique('rider'), 50_000, 5)];
  const rental_id = unique('rental');
  const first = await rented(bike, rider, T0, { rental_id });
  const again = await bind(bike, rider, T0 + 1000, { rental_id });
  expect(again).toEqual({ rental: first });
  expect(await bind(bike, rider, T0, { rental_id, fingerprint: 'g' })).toEqual({
    refused: 'idempotency_key_reused',
  });
  const tops = await Promise.all(Array.from({ length: 20 }, () => creditAccount(rider, 700, 'top', 'f', T0)));
  expect(new Set(tops.map((one) => JSON.stringify(one)))).toEqual(new Set(['{"balance":50700}']));
});
