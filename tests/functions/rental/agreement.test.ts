import fc from 'fast-check';
import { keys as accountKeys } from '../../../functions/account/keys.ts';
import { writeAccount } from '../../../functions/account/store.ts';
import { readIdle } from '../../../functions/device/idle.ts';
import { findRentable } from '../../../functions/device/nearby.ts';
import { applyPresence } from '../../../functions/device/presence.ts';
import { registerDevice } from '../../../functions/device/register.ts';
import { closeRental } from '../../../functions/rental/close.ts';
import { quote } from '../../../functions/rental/quote.ts';
import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { applied } from '../device/applied.ts';
import { setKept } from '../device/kept.ts';
import { withProducts } from '../product/doors.ts';
import { account, bind, money, rented } from './fixtures.ts';

// What is said in TypeScript, for those who show things, and in Lua, for those who decide.
withRedis();
beforeAll(withProducts);

const NOW = 1_795_219_200_000;

const anyDevice = fc.record({
  isPlaced: fc.boolean(),
  isLeased: fc.boolean(),
  // what happens after that, in any order and as often as it likes
  changes: fc.array(
    fc.oneof(
      fc.record({ status: fc.constantFrom('available' as const, 'out_of_service' as const) }),
      fc.record({ says: fc.constantFrom('idle', 'fault', 'out_of_service') }),
      fc.record({ online: fc.boolean() }),
      fc.constant({ closes: true }),
    ),
    { maxLength: 6 },
  ),
});

test('a device is shown as free if, and only if, it can be rented, whatever has happened to it', async () => {
  const outcomes = new Set<boolean>();
  await fc.assert(
    fc.asyncProperty(anyDevice, async ({ isPlaced, isLeased, changes }) => {
      const [bike, rider, other] = [unique('bike'), unique('rider'), unique('other')];
      const center: [number, number] = [Math.random() * 300 - 150, Math.random() * 120 - 60];
      const registration = { product: 'bike', ...(isPlaced && { position: center }) };
      await Promise.all([rider, other].map((id) => account(id, 10_000)));
      await registerDevice(bike, { ...registration, status: 'available' });
      let version = 0;
      const connect = (online: boolean) =>
        applyPresence(bike, { online, session: `s${version}`, version: version++, at: version });
      await connect(true);
      let rental = isLeased ? await rented(bike, other, NOW) : undefined;
      for (const [i, change] of changes.entries()) {
        if ('status' in change) await registerDevice(bike, { ...registration, status: change.status });
        if ('online' in change) await connect(change.online);
        if ('says' in change) {
          const lease = rental && { rental_id: rental.rental_id, phone_id: rental.phone_id, fence: rental.fence };
          await applied([bike, { seq: i, boot: 'a', at: NOW, status: change.says, ...(lease && { lease }) }]);
        }
        if ('closes' in change && rental) {
          await closeRental(rental, { reason: 'released' }, NOW);
          rental = undefined;
        }
      }

      const shown = (await findRentable({ center, radius: 10, limit: 1 })).length === 1;
      const listed = (await readIdle(['bike'], NOW)).some(
        ({ position: [lng, lat] }) => Math.hypot(lng - center[0], lat - center[1]) < 1e-4,
      );
      const { lacks } = await quote(bike, rider, {}, NOW);
      const outcome = await bind(bike, rider, NOW);
      const isFree = 'rental' in outcome;
      expect({ shown, listed, lacks }).toEqual({
        shown: isPlaced && isFree,
        listed: isPlaced && isFree,
        lacks: isFree ? [] : [(outcome as { refused: string }).refused],
      });
      outcomes.add(shown);
    }),
    { numRuns: 80 },
  );
  expect(outcomes.size).toBe(2);
});

const anyOpen = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.record({
    hold: fc.integer({ min: 0, max: 4000 }),
    lapses_at: fc.constantFrom(undefined, NOW - 1, NOW, NOW + 1),
  }),
);

test('what is shown as held is what cannot be set aside for another rental', async () => {
  await fc.assert(
    fc.asyncProperty(anyOpen, fc.integer({ min: 0, max: 9000 }), async (open, balance) => {
      const [bike, rider] = [unique('bike'), unique('rider')];
      await registerDevice(bike, { product: 'bike', status: 'available' });
      await setKept(bike, { online: '1' });
      await writeAccount(rider, { currency: 'CNY', blocked: false, max_rentals: 100 });
      await redis().hset(accountKeys.account(rider), { balance, open: JSON.stringify(open) });

      const { held } = await money(rider, NOW);
      const outcome = await bind(bike, rider, NOW);
      expect('rental' in outcome).toBe(balance - held >= 3000);
    }),
    { numRuns: 60 },
  );
});
