import fc from 'fast-check';
import type { Rental } from '../../../functions/rental/rental.ts';
import { sweep } from '../../../functions/rental/schedule/sweep.ts';
import type { Caller } from '../../../lib/http.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import {
  accountOf,
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
} from './doors.ts';

withRedis();
const published = withBroker();

const T0 = Date.now();
const UNLOCK = 100;
beforeEach(() => clockIs(T0));

async function cancelled(kind = 'bike'): Promise<{ rider: Caller; rental: Rental }> {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice(kind));
  expect((await release(rider, rental)).json).toMatchObject({ state: 'cancelled', reason: 'released', amount: 0 });
  return { rider, rental };
}

test('a request that is released before its device obeys costs the unlock fee', async () => {
  const { rider, rental } = await cancelled();
  expect(await accountOf(rider)).toMatchObject({ balance: 10_000, held: UNLOCK });
  clockIs(T0 + 9 * SECOND);
  await obey(rental);
  expect(await accountOf(rider)).toMatchObject({ balance: 10_000 - UNLOCK, held: 0 });
  expect(await rentalNow(rental)).toMatchObject({ state: 'cancelled', reason: 'released', amount: UNLOCK });
  expect(published(/^phones/).at(-1)).toMatchObject({ type: 'rental_unlocked', amount: UNLOCK });
  expect(published(/commands/).at(-1)).toMatchObject({ type: 'release' });

  await obey(rental); // the answer comes again
  expect((await accountOf(rider)).balance).toBe(10_000 - UNLOCK);
  expect(published(/^phones/).filter(({ type }) => type === 'rental_unlocked')).toHaveLength(1);
});

test.each([
  ['does not obey in time', 10 * SECOND],
  ['obeys an hour later', 60 * MINUTE],
])('it costs nothing where the device %s', async (_, span) => {
  const { rider, rental } = await cancelled();
  clockIs(T0 + span);
  await obey(rental);
  await sweep(T0 + span);
  expect(await accountOf(rider)).toMatchObject({ balance: 10_000, held: 0 });
  expect((await rentalNow(rental)).amount).toBe(0);
});

test('what it may cost keeps nobody from renting another, and is no longer available', async () => {
  const { rider, rental } = await cancelled();
  const next = await rented(rider, await newDevice('bike'));
  await obey(rental);
  await obey(next);
  await release(rider, next);
  expect(await accountOf(rider)).toMatchObject({ balance: 10_000 - 2 * UNLOCK, held: 0 });
});

test('a request for something that is prepaid costs nothing when it is released', async () => {
  const { rider, rental } = await cancelled('massage_chair');
  expect((await accountOf(rider)).held).toBe(0);
  await obey(rental);
  expect((await accountOf(rider)).balance).toBe(10_000);
});

test('whatever the order of release and answer, and however often they come, the fee is paid once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('release', 'obey'), { minLength: 1, maxLength: 6 }), async (steps) => {
      clockIs(T0);
      const rider = await newRider();
      const rental = await rented(rider, await newDevice('bike'));
      for (const step of steps) await (step === 'obey' ? obey(rental) : release(rider, rental));
      const isOver = steps.includes('release');
      const paid = isOver && steps.includes('obey') ? UNLOCK : 0;
      expect((await accountOf(rider)).balance).toBe(10_000 - paid);
    }),
    { numRuns: 20 },
  );
});

test('who has cancelled ten requests in ten minutes has to wait until these are over', async () => {
  const rider = await newRider();
  const bike = await newDevice('bike');
  for (let i = 0; i < 10; i++) {
    clockIs(T0 + i * 20 * SECOND);
    await release(rider, await rented(rider, bike));
  }
  clockIs(T0 + 10 * MINUTE - 1);
  expect(await rent(rider, bike)).toMatchObject({ status: 429, json: { reason: 'too_many_cancels' } });
  await rented(await newRider(), bike); // others are not kept from it
  clockIs(T0 + 10 * MINUTE);
  await release(rider, await rented(rider, await newDevice('bike')));
  await rented(rider, await newDevice('bike')); // they are counted anew
});

test('a request that costs nothing when it is released counts as well', async () => {
  const rider = await newRider();
  const chair = await newDevice('massage_chair');
  for (let i = 0; i < 10; i++) {
    clockIs(T0 + i * 20 * SECOND);
    await release(rider, await rented(rider, chair));
  }
  expect((await rent(rider, chair)).json.reason).toBe('too_many_cancels');
});

test("an unlock fee counts towards the day's cap", async () => {
  const { rider, rental } = await cancelled();
  await obey(rental);
  const next = await rented(rider, await newDevice('bike'));
  await obey(next);
  clockIs(T0 + 140 * MINUTE);
  await release(rider, next);
  expect((await accountOf(rider)).balance).toBe(10_000 - 2500);
});

test('what the device refuses or leaves unanswered is no cancel of the rider', async () => {
  const rider = await newRider();
  const bike = await newDevice('bike');
  for (let i = 0; i < 11; i++) {
    clockIs(T0 + i * 20 * SECOND);
    await rented(rider, bike);
    await sweep(T0 + i * 20 * SECOND + 11 * SECOND);
  }
  clockIs(T0 + 300 * SECOND);
  await rented(rider, bike);
});
