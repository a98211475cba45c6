import fc from 'fast-check';
import { handler as state } from '../../../functions/device/mqtt/state.ts';
import { handler as effect } from '../../../functions/rental/mqtt/effect.ts';
import { handler as result } from '../../../functions/rental/mqtt/result.ts';
import { handler as sweep } from '../../../functions/rental/schedule/sweep.ts';
import { withBroker } from '../../harness/published.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { T0 } from '../device/doors.ts';
import { tariffIn } from '../product/doors.ts';
import { balanceOf, clockIs, newDevice, newRider, release, rentalNow, rented, SECOND } from './doors.ts';

withRedis();
const published = withBroker();

const { price } = tariffIn('washer') as { price: number };
/** Seconds after the request: until when it must be seen to run, and when that is decided. */
const [UNTIL, DECIDED] = [25, 30];
const moment = fc.integer({ min: 1, max: 45 });

/** What a washer does with its start, and what happens to what it says. */
const life = fc.record({
  says: fc.constantFrom('done', 'refused', 'nothing'),
  saysAt: moment,
  runsAt: fc.option(moment, { freq: 4 }),
  /** How long each message is under way: the report, and the event of what it shows. */
  reportTakes: fc.constantFrom(0, 0, 0, 1, 4, 20),
  effectTakes: fc.constantFrom(0, 0, 0, 1, 4, 20),
  copies: fc.integer({ min: 1, max: 3 }),
  reboots: fc.boolean(),
  givesUpAt: fc.option(moment, { freq: 5 }),
  sweeps: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
});
type Life = typeof life extends fc.Arbitrary<infer One> ? One : never;

/** One of each end. */
const PLAIN: Life = {
  says: 'nothing',
  saysAt: 5,
  runsAt: null,
  reportTakes: 0,
  effectTakes: 0,
  copies: 1,
  reboots: false,
  givesUpAt: null,
  sweeps: [],
};
const EXAMPLES: Partial<Life>[] = [
  { runsAt: 5 },
  { says: 'refused' },
  { givesUpAt: 5 },
  { givesUpAt: 5, runsAt: 10 },
  { says: 'done' },
  { says: 'done', runsAt: 28 },
  {},
  { runsAt: 28 },
  { says: 'done', saysAt: 26, givesUpAt: 26 },
  { says: 'done', saysAt: 1, runsAt: 26, givesUpAt: 26 },
  { says: 'done', saysAt: 26, runsAt: 24, effectTakes: 4 },
];

/** One that refuses does not run. */
const runsIn = ({ says, runsAt }: Life) => (says === 'refused' ? null : runsAt);

/** What is true of it when all is over. */
function truth(one: Life): { paid: boolean; reason?: string; isLate: boolean } {
  const { says, saysAt, reportTakes, effectTakes, givesUpAt } = one;
  const runsAt = runsIn(one);
  const seenAt = runsAt === null ? Number.POSITIVE_INFINITY : runsAt + reportTakes + effectTakes;
  const startsInTime = runsAt !== null && runsAt <= UNTIL && seenAt < DECIDED;
  // What happens within the same second happens in this order: it refuses, it is seen to run, its rider gives up. Once
  // it is seen, in time or too late, there is nothing left to give up.
  const gaveUp = givesUpAt !== null && givesUpAt < DECIDED && seenAt > givesUpAt;
  if (startsInTime && !gaveUp) return { paid: true, isLate: false };
  const isLate = runsAt !== null;
  const refused = says === 'refused' && saysAt < DECIDED && !(gaveUp && givesUpAt! < saysAt);
  if (refused) return { paid: false, reason: 'refused', isLate };
  if (gaveUp) return { paid: false, reason: 'released', isLate };
  const accepted = says === 'done' && saysAt <= UNTIL;
  return { paid: false, reason: accepted ? 'start_failed' : 'start_unanswered', isLate };
}

test('no washer is paid that was not seen to run in time, and none is free that was', async () => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(life, async (one) => {
      published.forget();
      clockIs(T0);
      const rider = await newRider();
      const washer = await newDevice('washer');
      const rental = await rented(rider, washer);
      const at = (second: number) => T0 + second * SECOND;
      const steps: [at: number, order: number, step: () => Promise<unknown>][] = [];
      const report = (second: number, running: boolean, boot = 'a') =>
        state(
          sqsEvent(envelope(washer.id, { seq: second, boot, at: at(second), properties: { running } }, at(second))),
        );
      const shown = async () => {
        for (const event of published(/internal\/rental\/effect$/)) await effect(event);
      };
      for (const second of one.sweeps) steps.push([second, 3, sweep]);
      const answer = { device_id: washer.id, command_id: `rental-${rental.rental_id}`, fence: rental.fence };
      const runsAt = runsIn(one);
      for (let i = 0; i < one.copies; i++) {
        const { says, saysAt } = one;
        if (says !== 'nothing') {
          steps.push([saysAt, 0, () => result({ ...answer, outcome: says as 'done', at: at(saysAt) })]);
        }
        if (runsAt !== null) {
          const boot = one.reboots && i > 0 ? 'b' : 'a';
          steps.push([runsAt + one.reportTakes, 1, () => report(runsAt, true, boot)]);
          steps.push([runsAt + one.reportTakes + one.effectTakes, 1, shown]);
        }
      }
      for (let second = 1; second < (runsAt ?? 45); second += 5) steps.push([second, 1, () => report(second, false)]);
      if (one.givesUpAt !== null) steps.push([one.givesUpAt, 2, () => release(rider, rental)]);
      for (const [second, , step] of steps.sort(([a, first], [b, second]) => a - b || first - second)) {
        clockIs(at(second));
        await step();
      }
      clockIs(at(120));
      await sweep();

      const { paid, reason, isLate } = truth(one);
      const now = await rentalNow(rental);
      const seen = { paid: (await balanceOf(rider)) === 10_000 - price, ...(now.reason && { reason: now.reason }) };
      if (now.state === 'active' || now.state === 'settled') delete seen.reason;
      expect({ one, ...seen, isLate: now.late_start_at !== undefined }).toEqual({
        one,
        paid,
        ...(reason && { reason }),
        isLate,
      });
      const undone = published(new RegExp(`^devices/${washer.id}/commands/.*-undo$`));
      expect(undone).toHaveLength(isLate ? 1 : 0);
      outcomes.add(`${reason ?? 'paid'} ${isLate}`);
    }),
    { numRuns: 150, examples: EXAMPLES.map((one) => [{ ...PLAIN, ...one }]) },
  );
  expect([...outcomes].sort()).toEqual([
    'paid false',
    'refused false',
    'released false',
    'released true',
    'start_failed false',
    'start_failed true',
    'start_unanswered false',
    'start_unanswered true',
  ]);
}, 120_000);
