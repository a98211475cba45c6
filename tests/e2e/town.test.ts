import type { LedgerLine } from '../../events/account/account.ts';
import type { RentalView } from '../../events/rental/rental.ts';
import { issue } from '../../local/aws/issuer.ts';
import { seeded } from '../../local/fleet/demo/random.ts';
import { openTown, type Town } from '../../local/fleet/demo/town/town.ts';
import { eventually } from '../harness/eventually.ts';
import { api, stack } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';

const name = unique('town');
const PHONES = 3;

let town: Town | undefined;
beforeAll(async () => {
  const { http, mqtt } = stack();
  town = await openTown({
    ...{ api: http, broker: mqtt, name, bikes: 5, chairs: 1, phones: PHONES, random: seeded(4) },
    centre: [-30, 40], // on the high seas, where no other test has devices
    pace: { ride: [200, 500], rest: [50, 200] },
  });
});
afterAll(() => town?.close());

/** One answer to each of the town's riders. */
const riders = async (path: string) =>
  Promise.all(
    Array.from({ length: PHONES }, async (_, i) => {
      const claims = { sub: `${name}-rider-${i + 1}`, role: 'rider', phone_id: `${name}-phone-${i + 1}` };
      return (await api(path, { token: await issue(claims) })).json;
    }),
  );

test('phones rent and release by themselves, and every ledger sums to its balance', async () => {
  const rentals = await eventually(async () => {
    const found = (await riders('/v1/rentals')).flatMap(({ rentals }) => rentals as RentalView[]);
    expect(found.filter(({ state }) => state === 'settled').length).toBeGreaterThan(5);
    return found;
  }, 40_000);
  for (const { state, active_at, ended_at, amount } of rentals.filter(({ state }) => state === 'settled')) {
    expect([state, ended_at! >= active_at!, amount! > 0]).toEqual(['settled', true, true]);
  }

  for (const { ledger, balance, next } of await riders('/v1/account?limit=100')) {
    expect(next).toBeUndefined();
    expect((ledger as LedgerLine[]).reduce((sum, { amount }) => sum + amount, 0)).toBe(balance);
    expect(ledger.at(-1)).toMatchObject({ type: 'credit' });
  }
  expect(town?.progress()).toMatch(/^\d of 6 devices in use, \d+ rides/);
});
