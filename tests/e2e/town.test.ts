import { type Ask, bodyOf } from '../../local/fleet/client.ts';
import { seeded } from '../../local/fleet/demo/random.ts';
import { openTown, type Town } from '../../local/fleet/demo/town/town.ts';
import { client } from '../harness/client.ts';
import { eventually } from '../harness/eventually.ts';
import { stack } from '../harness/stack.ts';
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

/** What each of the town's riders is answered. */
const riders = <Body>(question: (rider: Ask) => Promise<Body>): Promise<Body[]> =>
  Promise.all(
    Array.from({ length: PHONES }, (_, i) =>
      question(client({ sub: `${name}-rider-${i + 1}`, role: 'rider', phone_id: `${name}-phone-${i + 1}` })),
    ),
  );

test('phones rent and release by themselves, and every ledger sums to its balance', async () => {
  const rentals = await eventually(async () => {
    const pages = await riders((rider) => bodyOf(rider.GET('/v1/rentals')));
    const found = pages.flatMap(({ rentals }) => rentals);
    expect(found.filter(({ state }) => state === 'settled').length).toBeGreaterThan(5);
    return found;
  }, 40_000);
  for (const { state, active_at, ended_at, amount } of rentals.filter(({ state }) => state === 'settled')) {
    expect([state, ended_at! >= active_at!, amount! > 0]).toEqual(['settled', true, true]);
  }

  const params = { query: { limit: 100 } };
  for (const { ledger, balance, next } of await riders((rider) => bodyOf(rider.GET('/v1/account', { params })))) {
    expect(next).toBeUndefined();
    expect(ledger.reduce((sum, { amount }) => sum + amount, 0)).toBe(balance);
    expect(ledger.at(-1)).toMatchObject({ type: 'credit' });
  }
  expect(town?.progress()).toMatch(/^\d of 6 devices in use, \d+ rides/);
});
