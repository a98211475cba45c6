import fc from 'fast-check';
import { brokerIsAway, withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, connection, MINUTE, SECOND, T0 } from '../device/doors.ts';
import {
  answer,
  changed,
  deliver,
  fleetOf,
  rolloutNow,
  sentIn,
  start,
  step,
  sweepCommands,
  targetsOf,
} from './doors.ts';

withRedis();
const published = withBroker();

const DEVICES = 12;
const device = fc.integer({ min: 0, max: DEVICES - 1 });
const event = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'step' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'two steps at once' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'step without broker' as const }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer' as const), device, refuses: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('presence' as const), device, online: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'minute' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'pause' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'resume' as const }) },
);

test('whatever happens on the way, counts are exact, and each device is told of one command', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 10, maxLength: 60 }),
      fc.integer({ min: 1, max: 12 }),
      async (events, per_minute) => {
        published.forget();
        let now = T0;
        clockIs(now);
        const { product, ids } = await fleetOf(DEVICES, { online: 8 });
        const { rollout_id } = (
          await start({ product, action: 'ring', canary: 0.25, per_minute, stop_at_failed: 0.5, expires_in_s: 3600 })
        ).json;
        const [said, version] = [new Map<string, 'done' | 'failed'>(), new Map<string, number>()];
        const mine = () => new Map([...sentIn(published)].filter(([id]) => ids.includes(id)));
        const connect = async (id: string, online: boolean) => {
          const next = (version.get(id) ?? 0) + 1;
          version.set(id, next);
          await connection(id, online, now, { sessionIdentifier: `s${next}`, versionNumber: next });
          await deliver(published);
        };
        const say = async (id: string, refuses: boolean) => {
          const command = mine().get(id)?.[0];
          if (command === undefined) return;
          await answer(id, command, refuses ? 'refused' : 'done');
          if (!said.has(id)) said.set(id, refuses ? 'failed' : 'done');
          await deliver(published);
        };
        const check = async () => {
          const { counts } = await rolloutNow(rollout_id);
          const { total, skipped: _, ...states } = counts as Record<string, number>;
          expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(total);
          const { devices } = await targetsOf(rollout_id);
          for (const [state, count] of Object.entries(states)) {
            const alike = devices.filter((target: { state: string }) => target.state === state);
            expect([state, alike.length]).toEqual([state, count]);
          }
          for (const target of devices) {
            const settled = said.get(target.device_id);
            if (settled) expect([target.device_id, target.state]).toEqual([target.device_id, settled]);
          }
        };
        for (const one of events) {
          now += SECOND;
          clockIs(now);
          if (one.kind === 'step') await step(rollout_id);
          else if (one.kind === 'two steps at once') await Promise.all([step(rollout_id), step(rollout_id)]);
          else if (one.kind === 'step without broker') {
            const away = brokerIsAway();
            await step(rollout_id);
            away.restore();
            clockIs(now);
          } else if (one.kind === 'answer') await say(ids[one.device]!, one.refuses);
          else if (one.kind === 'presence') await connect(ids[one.device]!, one.online);
          else if (one.kind === 'minute') now += MINUTE;
          else await changed(rollout_id, one.kind);
          await check();
        }
        // All come back, and those who were told answer: it comes to its end.
        for (const id of ids) await connect(id, true);
        for (let i = 0; i < 40 && (await rolloutNow(rollout_id)).state !== 'done'; i++) {
          now += MINUTE;
          clockIs(now);
          await changed(rollout_id, 'resume');
          await step(rollout_id);
          for (const id of ids) if (!said.has(id)) await say(id, false);
        }
        await sweepCommands();
        await check();
        expect([...said.keys()].sort()).toEqual([...ids].sort());
        for (const commands of mine().values()) expect(new Set(commands).size).toBe(1);
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);
