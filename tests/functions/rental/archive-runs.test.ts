import fc from 'fast-check';
import { archiveRentals } from '../../../functions/rental/archive.ts';
import { keys } from '../../../functions/rental/keys.ts';
import { putObject } from '../../../lib/bucket.ts';
import { redis } from '../../../lib/redis.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { archived, emptied } from './archived.ts';
import { active, clockIs, listed, MINUTE, newDevice, newRider, obey, release, rented } from './doors.ts';

withRedis();
withBroker();

const DAY = 24 * 60 * MINUTE;
const T0 = Date.UTC(2026, 10, 22);
const KEPT = 90;
afterEach(() => jest.restoreAllMocks());

/** What fails in a run: nothing, storing, or Redis once all is stored. */
const RUNS = ['well', 'not stored', 'stored, unknown', 'not forgotten'] as const;
type Run = (typeof RUNS)[number];

const put = (name: string, body: Buffer) => putObject('rentals', name, body);

async function run(how: Run, now: number): Promise<void> {
  const multi = jest.spyOn(redis(), 'multi');
  if (how === 'not forgotten') {
    multi.mockImplementation(() => {
      throw new Error(how);
    });
  }
  const archive = archiveRentals(async (name, body) => {
    if (how !== 'not stored') await put(name, body);
    if (how === 'not stored' || how === 'stored, unknown') throw new Error(how);
  }, now);
  await archive.catch(({ message }: Error) => expect(message).toBe(how));
  multi.mockRestore();
}

/** A rental as it was left, wherever it is. */
async function find(id: string) {
  const text = await redis().get<string>(keys.rental(id));
  const found = [...archived().values()].flat().find(({ rental_id }) => rental_id === id);
  return text === null ? found : JSON.parse(text);
}

/** Rentals of each day: how many are ridden, and how many come to nothing. */
const days = fc.array(fc.record({ rides: fc.nat(2), requests: fc.nat(2) }), { minLength: 1, maxLength: 4 });
const runs = fc.array(fc.constantFrom(...RUNS), { minLength: 1, maxLength: 8 });

test('whatever ended is in Redis or in the archive, after any runs; after a good one it is in one of them', () =>
  fc.assert(
    fc.asyncProperty(days, runs, async (days, runs) => {
      clockIs(T0);
      await emptied();
      const [rider, bike] = [await newRider(100_000, 2), await newDevice('bike')];
      const running = await active(rider, 'bike');
      const ended = new Map<string, object>();
      for (const [day, { rides, requests }] of days.entries()) {
        for (let i = 0; i < rides + requests; i++) {
          clockIs(T0 + day * DAY + (i + 1) * 15 * MINUTE);
          const rental = await rented(rider, bike);
          if (i < rides) await obey(rental);
          await release(rider, rental);
          ended.set(rental.rental_id, JSON.parse((await redis().get<string>(keys.rental(rental.rental_id)))!));
        }
      }
      for (const [i, how] of runs.entries()) {
        const now = T0 + (KEPT + i) * DAY;
        await run(how, now);
        for (const [id, rental] of ended) expect(await find(id)).toEqual(rental);
        if (how !== 'well') continue;
        const archivedNow = new Set([...archived().values()].flat().map(({ rental_id }) => rental_id));
        const listedNow = await listed(rider);
        const old = (rental: object) => (rental as { ended_at: number }).ended_at < T0 + i * DAY;
        for (const [id, rental] of ended) {
          expect([id, archivedNow.has(id), listedNow.includes(id)]).toEqual([id, old(rental), !old(rental)]);
        }
        expect(listedNow).toContain(running.rental_id);
      }
    }),
    { numRuns: 25 },
  ));

test('what was stored is there once, though runs were cut off', async () => {
  clockIs(T0);
  await emptied();
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const ids = [];
  for (let i = 0; i < 3; i++) {
    clockIs(T0 + i * MINUTE);
    const rental = await rented(rider, bike);
    await release(rider, rental);
    ids.push(rental.rental_id);
  }
  for (const [i, how] of RUNS.slice(1).entries()) await run(how, T0 + (KEPT + 1 + i) * DAY);
  await run('well', T0 + (KEPT + 4) * DAY);
  expect([...archived().values()].map((rentals) => rentals.map(({ rental_id }) => rental_id))).toEqual([ids]);
});
