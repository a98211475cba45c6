import fc from 'fast-check';
import { creditAccount } from '../../../functions/account/store.ts';
import { activateRental } from '../../../functions/rental/activate.ts';
import { closeRental } from '../../../functions/rental/close.ts';
import type { Rental } from '../../../functions/rental/rental.ts';
import { overdueIds, readEach, readRental } from '../../../functions/rental/store.ts';
import { view } from '../../../functions/rental/view.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { account, bind, device, MINUTE, money } from './fixtures.ts';

withRedis();

const T0 = 1_795_219_200_000;

/** Anything that can happen, in any order, at the same time. */
type Step = {
  kind: string;
  device: number;
  account: number;
  rental: number;
  amount: number;
  wait: number;
  /** How far the clock of the function that acts is off. */
  skew: number;
};
const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('bind', 'bind', 'activate', 'activate', 'close', 'sweep', 'credit'),
  device: fc.nat(2),
  account: fc.nat(2),
  rental: fc.nat(50),
  amount: fc.integer({ min: 1, max: 4000 }),
  wait: fc.constantFrom(0, 0, 1000, 10_000, 11_000, 10 * MINUTE, 200 * MINUTE),
  skew: fc.constantFrom(0, 0, -50, 50),
});

test('whatever happens at the same time, ledgers sum to balances, nobody owes, and a device has one holder', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(anyStep, { minLength: 1, maxLength: 5 }), { maxLength: 15 }), async (waves) => {
      const devices = await Promise.all([
        device(unique('b')),
        device(unique('b')),
        device(unique('c'), 'massage_chair'),
      ]);
      const accounts = await Promise.all([0, 3000, 9000].map((balance) => account(unique('a'), balance, 2)));
      const rentals: Rental[] = [];
      let time = T0;
      const happen = async (step: Step): Promise<void> => {
        const now = time + step.skew;
        const known = rentals[step.rental % (rentals.length || 1)];
        const rental = known && ((await readRental(known.rental_id)) as Rental);
        if (step.kind === 'bind') {
          const outcome = await bind(devices[step.device]!, accounts[step.account]!, now);
          if ('rental' in outcome) rentals.push(outcome.rental);
        }
        if (step.kind === 'credit') await creditAccount(accounts[step.account]!, step.amount, unique('k'), 'f', now);
        if (step.kind === 'activate' && rental) await activateRental(rental, { shown: 'answer', at: now }, now);
        if (step.kind === 'close' && rental) await closeRental(rental, { reason: 'released' }, now);
        if (step.kind === 'sweep') {
          const due = (await readEach(await overdueIds(now, 1000))).filter(({ account_id }) =>
            accounts.includes(account_id),
          );
          await Promise.all(due.map((one) => closeRental(one, { reason: 'over' }, now)));
        }
      };
      for (const wave of waves) {
        time += wave[0]!.wait;
        const now = time + 50;
        await Promise.all(wave.map(happen));
        for (const id of accounts) {
          const { balance, held, sum } = await money(id, now);
          expect(sum).toBe(balance);
          expect(held).toBeLessThanOrEqual(balance);
        }
        const open = await Promise.all(rentals.map(async ({ rental_id }) => view((await readRental(rental_id))!, now)));
        const holders = open
          .filter(({ state }) => state === 'requested' || state === 'active')
          .map(({ device_id }) => device_id);
        expect(new Set(holders).size).toBe(holders.length);
        const fences = rentals.map(({ device_id, fence }) => `${device_id} ${fence}`);
        expect(new Set(fences).size).toBe(fences.length);
      }
    }),
    { numRuns: 60 },
  );
});
