import fc from 'fast-check';
import { handler as sweep } from '../../../functions/command/schedule/sweep.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, report, SECOND, T0 } from '../device/doors.ts';
import { answer, commandNow, deliverEffects, newKettle, tell } from './doors.ts';

withRedis();
const published = withBroker();

/** Seconds after the command was sent; it has ten, and its effect ten more. */
const UNTIL = 20;
const moment = fc.integer({ min: 1, max: 40 });

/** What a device does with a command. One that refuses does not boil. */
const life = fc.record({
  says: fc.constantFrom('done', 'refused', 'nothing'),
  saysAt: moment,
  boilsAt: fc.option(moment),
  /** Reports and answers come so many times. */
  copies: fc.integer({ min: 1, max: 3 }),
  /** How long the event of the effect is under way. */
  effectTakes: fc.integer({ min: 0, max: 60 }),
  sweeps: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
});
type Life = typeof life extends fc.Arbitrary<infer One> ? One : never;

/** One of each end. */
const PLAIN: Life = { says: 'nothing', saysAt: 5, boilsAt: null, copies: 1, effectTakes: 0, sweeps: [] };
const EXAMPLES: Partial<Life>[] = [
  { boilsAt: 5 },
  { says: 'done' },
  { says: 'done', boilsAt: 30 },
  { says: 'refused' },
  {},
  { boilsAt: 30 },
];

/** What is true of it when all is over. */
function truth({ says, saysAt, boilsAt }: Life) {
  if (says === 'refused' && saysAt <= UNTIL) return { state: 'refused' };
  const boils = says === 'refused' ? null : boilsAt;
  const late = boils !== null && boils > UNTIL ? { late_effect_at: T0 + boils * SECOND } : {};
  if (boils !== null && boils <= UNTIL) return { state: 'done', effect: 'verified' };
  return { state: says === 'done' && saysAt <= UNTIL ? 'failed' : 'unanswered', ...late };
}

test('whatever a device does, says and repeats, a command ends in the one state that is true', async () => {
  const states = new Set<string>();
  await fc.assert(
    fc.asyncProperty(life, async (one) => {
      const { says, saysAt, boilsAt, copies, effectTakes, sweeps } = one;
      clockIs(T0);
      const device = await newKettle();
      const { command_id } = (await tell(device, { action: 'boil' })).json;
      const steps: [at: number, step: () => Promise<unknown>][] = sweeps.map((at) => [at, sweep]);
      for (let i = 0; i < copies; i++) {
        if (says !== 'nothing') steps.push([saysAt, () => answer(device, command_id, says as 'done' | 'refused')]);
      }
      if (boilsAt !== null && says !== 'refused') {
        const effects = () =>
          published(/internal\/command\/effect$/).filter((event) => event.command_id === command_id);
        for (let at = 1; at <= 45; at += 4) {
          if (at < boilsAt) steps.push([at, () => report(device, at, { properties: { boiling: false } })]);
        }
        for (let i = 0; i < copies; i++) {
          steps.push([boilsAt, () => report(device, boilsAt, { properties: { boiling: true } })]);
          steps.push([boilsAt + effectTakes, () => deliverEffects(effects())]);
        }
      }
      for (const [at, step] of steps.sort(([a], [b]) => a - b)) {
        clockIs(T0 + at * SECOND);
        await step();
      }
      clockIs(T0 + 200 * SECOND);
      await sweep();
      const { state, effect, late_effect_at } = await commandNow(device, command_id);
      const seen = { state, ...(effect && { effect }), ...(late_effect_at && { late_effect_at }) };
      expect({ ...one, ...seen }).toEqual({ ...one, ...truth(one) });
      const undone = published(new RegExp(`^devices/${device}/commands/.*-undo$`));
      expect(undone).toHaveLength('late_effect_at' in truth(one) ? 1 : 0);
      states.add(`${state} ${late_effect_at !== undefined}`);
    }),
    { numRuns: 120, examples: EXAMPLES.map((one) => [{ ...PLAIN, ...one }]) },
  );
  expect([...states].sort()).toEqual([
    'done false',
    'failed false',
    'failed true',
    'refused false',
    'unanswered false',
    'unanswered true',
  ]);
}, 60_000);
