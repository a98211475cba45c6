import fc from 'fast-check';
import type { UsageTariff } from '../../../events/product/tariff.ts';
import type { UsageLine } from '../../../events/usage/usage.ts';
import { handler as lost } from '../../../functions/rental/mqtt/device-lost.ts';
import type { Rental } from '../../../functions/rental/rental.ts';
import { handler as sweep } from '../../../functions/rental/schedule/sweep.ts';
import { slices } from '../../../lib/slices.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { credit } from '../account/doors.ts';
import { connection, T0 } from '../device/doors.ts';
import { kettle, register } from '../product/doors.ts';
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
  SECOND,
} from '../rental/doors.ts';
import { book, deliver, type Said, usage } from './doors.ts';

withRedis();
const published = withBroker();

const TERMS: UsageTariff = {
  form: 'usage',
  currency: 'CNY',
  meter: 'volume',
  unit: 'ml',
  per: 10,
  price: 3,
  free: 25,
  minimum: 10,
  hold: 100,
  steps: [{ above: 100, price: 2 }],
  minutes: 60,
};

/** Unit by unit, as the text of the tariff says it. */
function priceOf(quantity: number): number {
  let sum = 0;
  for (let begins = 25; begins < quantity; begins += 10) sum += begins >= 100 ? 2 : 3;
  return quantity <= 25 ? 0 : Math.min(100, Math.max(10, sum));
}

/** What the meter stood at, and when what the device says of it arrives: in which rental, before or after its end. */
const reading = fc.record({
  quantity: fc.integer({ min: 0, max: 600 }),
  arrives: fc.array(fc.tuple(fc.nat(3), fc.boolean()), { minLength: 1, maxLength: 3 }),
});
const use = fc.record({
  readings: fc.array(reading, { maxLength: 5 }),
  /** Whether the device says that the highest is the last. */
  says: fc.boolean(),
  obeys: fc.boolean(),
  ends: fc.constantFrom('released', 'silent', 'time', 'reboot'),
  credit: fc.nat(200),
  /** Reports of the same moment come in messages of this many entries, and in batches of this many messages. */
  merged: fc.integer({ min: 1, max: 4 }),
  batched: fc.integer({ min: 1, max: 3 }),
  seed: fc.nat(1000),
});
const history = fc.record({
  starts: fc.integer({ min: 100, max: 250 }),
  uses: fc.array(use, { minLength: 1, maxLength: 4 }),
});

interface Arrival {
  use: number;
  place: number;
  said: Omit<Said, 'rental_id'>;
}

/** Every copy of every report, with the place at which it arrives: 2i while rental i goes on, 2i + 1 after its end. */
function arrivalsOf(uses: (typeof use extends fc.Arbitrary<infer One> ? One : never)[]): Arrival[] {
  return uses.flatMap(({ readings, says }, i) => {
    const highest = Math.max(...readings.map(({ quantity }) => quantity));
    return readings.flatMap(({ quantity, arrives }) =>
      arrives.map(([later, after]) => ({
        use: i,
        place: 2 * Math.min(uses.length - 1, i + later) + (after ? 1 : 0),
        said: { quantity, ...(says && quantity === highest && { final: true }) },
      })),
    );
  });
}

test('any order, repetition, split and merge of reports leads to the same bills, whatever ends the rentals', async () => {
  const ends = new Set<string>();
  let owed = 0;
  await fc.assert(
    fc.asyncProperty(history, async ({ starts, uses }) => {
      published.forget();
      let now = T0;
      const turn = (ms: number) => {
        now += ms;
        clockIs(now);
      };
      turn(0);
      await register('fountain', kettle({ 'skein:rental': { tariff: TERMS } }));
      const fountain = await newDevice('fountain');
      const rider = await newRider(starts);
      let credited = starts;
      const rentals: (Rental | undefined)[] = [];
      const arrivals = arrivalsOf(uses);
      let session = 0;

      const arrive = async (place: number) => {
        const { merged, batched, seed } = uses[Math.floor(place / 2)]!;
        const entries = arrivals
          .filter((one) => one.place === place && rentals[one.use])
          .map(({ use: i, said }) => ({ rental_id: rentals[i]!.rental_id, ...said }))
          .sort((a, b) => ((a.quantity * 7919 + seed) % 13) - ((b.quantity * 7919 + seed) % 13));
        for (const batch of slices(slices(entries, merged), batched)) {
          await deliver(...batch.map((one): [string, unknown] => [fountain.id, usage(...one)]));
        }
      };

      for (const [i, one] of uses.entries()) {
        turn(MINUTE);
        await connection(fountain.id, true, now, { sessionIdentifier: `s${++session}`, versionNumber: session });
        const { status, json } = await rent(rider, fountain, { 'idempotency-key': `rental ${i}` });
        rentals.push(status === 201 ? json : undefined);
        if (status !== 201) expect(json.reason).toBe('insufficient_balance');
        const isUsed = arrivals.some(({ use: of, place, said }) => of === i && place === 2 * i && said.final);
        if (rentals[i] && (one.obeys || !isUsed)) await obey(rentals[i]!);
        turn(10 * SECOND);
        if (rentals[i] && !one.obeys && isUsed) turn(-5 * SECOND); // in time, though the answer is lost
        await arrive(2 * i);
        if (rentals[i]) await finish(one.ends, rentals[i]!);
        await arrive(2 * i + 1);
        const key = `credit ${i} ${rider.sub}`;
        if (one.credit > 0) {
          credited += one.credit;
          expect((await credit(rider.sub, one.credit, key)).status).toBe(200);
        }
      }

      async function finish(how: string, rental: Rental): Promise<void> {
        if (how === 'released') await release(rider, rental);
        const { device_id, rental_id, fence } = rental;
        if (how === 'reboot') await lost({ id: 'lost', device_id, rental_id, fence, at: now });
        if (how === 'silent') {
          await connection(fountain.id, false, now, { sessionIdentifier: `s${session}`, versionNumber: session });
          turn(6 * MINUTE);
        }
        if (how === 'time') turn(61 * MINUTE);
        await sweep();
      }

      const lines = await book(published);
      let spent = 0;
      for (const [i, rental] of rentals.entries()) {
        if (!rental) continue;
        const quantities = arrivals.filter((one) => one.use === i).map(({ said }) => said.quantity);
        const quantity = Math.max(0, ...quantities);
        const { state, amount, used, reason } = await rentalNow(rental);
        expect({ i, uses, state, amount, quantity: used?.quantity }).toEqual({
          i,
          uses,
          state: 'settled',
          amount: priceOf(quantity),
          quantity,
        });
        spent += priceOf(quantity);
        const own = lines.filter(({ rental_id }) => rental_id === rental.rental_id);
        expect(new Set(own.map(({ line_id }) => line_id)).size).toBe(own.length);
        const sum = (of: 'quantity' | 'amount') => own.reduce((total, line: UsageLine) => total + line[of], 0);
        expect([sum('quantity'), sum('amount')]).toEqual([quantity, priceOf(quantity)]);
        ends.add(reason!);
      }
      const { balance, outstanding, held, ledger } = await accountOf(rider);
      expect([balance - outstanding, held, balance >= 0]).toEqual([credited - spent, 0, true]);
      if (outstanding > 0 || ledger.some(({ type }: { type: string }) => type === 'outstanding')) owed++;
    }),
    { numRuns: 150 },
  );
  expect([...ends].sort()).toEqual(['finished', 'lost_by_device', 'released', 'silent', 'time_over']);
  expect(owed).toBeGreaterThan(0);
}, 600_000);
