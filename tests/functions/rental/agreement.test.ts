import fc from 'fast-check';
import { keys as accountKeys } from '../../../functions/account/keys.ts';
import { writeAccount } from '../../../functions/account/store.ts';
import { keys as deviceKeys } from '../../../functions/device/keys.ts';
import { findRentable } from '../../../functions/device/nearby.ts';
import { registerDevice } from '../../../functions/device/register.ts';
import { isRentable, type RentableFields } from '../../../functions/device/rentable.ts';
import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { withProducts } from '../product/doors.ts';
import { account, bind, money } from './fixtures.ts';

// What is said in TypeScript, for those who show things, and in Lua, for those who decide.
withRedis();
beforeAll(withProducts);

const NOW = 1_795_219_200_000;

/** The edges of a lease's deadline, tried every time. */
const LEASES = [NOW - 1, NOW, NOW + 1].map(String);
const FREE: Omit<RentableFields, 'lease_rental' | 'lease_until'> = {
  status: 'available',
  reported_status: null,
  online: '1',
};

const anyDevice: fc.Arbitrary<RentableFields> = fc.record({
  status: fc.constantFrom('available', 'out_of_service'),
  reported_status: fc.constantFrom(null, '', 'in_use', 'fault', 'out_of_service'),
  online: fc.constantFrom(null, '0', '1'),
  lease_rental: fc.constantFrom(null, 'another'),
  lease_until: fc.constantFrom('0', ...LEASES),
});

test('a device is shown as free if, and only if, it can be rented', async () => {
  const outcomes = new Set<boolean>();
  await fc.assert(
    fc.asyncProperty(anyDevice, async (fields) => {
      const [bike, rider] = [unique('bike'), await account(unique('rider'), 10_000)];
      const center: [number, number] = [Math.random() * 300 - 150, Math.random() * 120 - 60];
      await registerDevice(bike, { kind: 'bike', status: 'available', position: center, reissue_code: false });
      const set = Object.entries(fields).filter(([, value]) => value !== null);
      await redis().hset(deviceKeys.device(bike), Object.fromEntries(set));

      const shown = (await findRentable({ center, radius: 10, limit: 1 }, NOW)).length === 1;
      const outcome = await bind(bike, rider, NOW);
      expect({ ...fields, shown }).toEqual({ ...fields, shown: 'rental' in outcome });
      expect(isRentable(fields, NOW)).toBe(shown);
      outcomes.add(shown);
    }),
    {
      numRuns: 60,
      examples: LEASES.map((lease_until): [RentableFields] => [{ ...FREE, lease_rental: 'another', lease_until }]),
    },
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
      await registerDevice(bike, { kind: 'bike', status: 'available', reissue_code: false });
      await redis().hset(deviceKeys.device(bike), { online: '1' });
      await writeAccount(rider, { currency: 'CNY', blocked: false, max_rentals: 100 });
      await redis().hset(accountKeys.account(rider), { balance, open: JSON.stringify(open) });

      const { held } = await money(rider, NOW);
      const outcome = await bind(bike, rider, NOW);
      expect('rental' in outcome).toBe(balance - held >= 3000);
    }),
    { numRuns: 60 },
  );
});
