import fc from 'fast-check';
import type { StateReport } from '../../../events/device/state-report.ts';
import { applyPresence, type Lifecycle } from '../../../functions/device/presence.ts';
import { registerDevice } from '../../../functions/device/register.ts';
import { readDevice } from '../../../functions/device/store.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { withProducts } from '../product/doors.ts';
import { applied } from './applied.ts';

withRedis();
beforeAll(withProducts);

const T0 = 1_795_219_200_000;
const HOUR = 3_600_000;

async function device(): Promise<string> {
  const id = unique('device');
  await registerDevice(id, { product: 'bike', status: 'available' });
  return id;
}

const isOnline = async (id: string) => (await readDevice(id)).get('online') === '1';

/** A client's connections, one after the other, as lifecycle events; the last may still stand. */
const anyLife = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.boolean()).map(([connections, stands]) => {
  const events: Lifecycle[] = [];
  for (let version = 0; version < connections; version++) {
    const [session, at] = [`s${version}`, T0 + version * 20_000];
    events.push({ online: true, session, version, at });
    if (version < connections - 1 || !stands) events.push({ online: false, session, version, at: at + 10_000 });
  }
  return events;
});

test('presence is what the last event says, whatever comes twice and in whatever order', async () => {
  const order = fc.infiniteStream(fc.nat());
  await fc.assert(
    fc.asyncProperty(anyLife, order, async (events, chance) => {
      const id = await device();
      const draw = () => chance.next().value as number;
      const arrivals = [...events, ...events.filter(() => draw() % 2 === 0)];
      const keys = new Map(arrivals.map((_, i) => [i, draw()]));
      const shuffled = [...arrivals.keys()].sort((a, b) => keys.get(a)! - keys.get(b)!).map((i) => arrivals[i]!);
      for (const event of shuffled) await applyPresence(id, event);
      expect(await isOnline(id)).toBe(events.at(-1)!.online);
    }),
    { numRuns: 100 },
  );
});

test('after an hour away version numbers begin again, and the later event counts', async () => {
  const id = await device();
  await applyPresence(id, { online: true, session: 'old', version: 7, at: T0 });
  await applyPresence(id, { online: false, session: 'old', version: 7, at: T0 + 1000 });
  await applyPresence(id, { online: true, session: 'new', version: 0, at: T0 + 2 * HOUR });
  expect(await isOnline(id)).toBe(true);
  await applyPresence(id, { online: false, session: 'old', version: 7, at: T0 + 1000 }); // late by two hours
  expect(await isOnline(id)).toBe(true);
});

test('a device may connect before it is registered', async () => {
  const id = unique('device');
  await applyPresence(id, { online: true, session: 's', version: 0, at: T0 });
  await registerDevice(id, { product: 'bike', status: 'available' });
  expect(await isOnline(id)).toBe(true);
});

test('a code is issued again once for each key', async () => {
  const id = await device();
  const again = (key?: string) => registerDevice(id, { product: 'bike', status: 'available' }, { code: true }, key);
  expect(await again('k')).toMatchObject({ code_version: 2 });
  expect(await again('k')).toMatchObject({ code_version: 2 });
  expect(await again('l')).toMatchObject({ code_version: 3 });
  expect(await again()).toMatchObject({ code_version: 4 });
});

test('the state that stays is the newest, in batches of any size and order', async () => {
  const reports = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(reports, fc.integer({ min: 1, max: 5 }), async (sequence, size) => {
      const ids = [await device(), await device()];
      for (let i = 0; i < sequence.length; i += size) {
        for (const seq of sequence.slice(i, i + size)) {
          const report: StateReport = {
            seq,
            boot: seq > 20 ? 'b' : 'a',
            at: T0 + seq,
            properties: { battery: seq / 100 },
          };
          await applied(...ids.map((id): [string, StateReport] => [id, report]));
        }
      }
      for (const id of ids) {
        const newest = Math.max(...sequence);
        const device = await readDevice(id);
        expect([device.get('state_seq'), device.get('property:battery')]).toEqual([`${newest}`, `${newest / 100}`]);
      }
    }),
    { numRuns: 60 },
  );
});

test('an unregistered device has no state, and is told that it has no lease', async () => {
  const id = unique('stranger');
  const report = { seq: 1, boot: 'a', at: T0, lease: { rental_id: 'r', phone_id: 'p', fence: 1 } };
  expect(await applied([id, report])).toEqual({
    mistaken: [{ device_id: id, rental_id: 'r', fence: 0 }],
    venues: {},
    lost: [],
    back: [],
    effects: [],
    changed: [],
    jumps: [],
  });
  expect((await readDevice(id)).size).toBe(0);
});
