import fc from 'fast-check';
import { keys } from '../../../functions/device/keys.ts';
import { handler as state } from '../../../functions/device/mqtt/state.ts';
import { handler as sweep } from '../../../functions/device/schedule/sweep.ts';
import { readDevice } from '../../../functions/device/store.ts';
import { redis } from '../../../lib/redis.ts';
import { brokerFailsOnce, withBroker } from '../../harness/published.ts';
import { envelope, kinesisEvent, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, MINUTE, newDevice, report, SECOND, seen, T0 } from './doors.ts';
import { setKept } from './kept.ts';

withRedis();
const published = withBroker();
const LOST = /^\$aws\/rules\/skein_test_device_lost\/internal\/device\/lost$/;

const said = (id: string, more: object = {}) => envelope(id, { seq: 1, boot: 'a', at: T0, ...more }, T0);
const batteryOf = async (id: string) => (await seen(id)).battery;
const lease = { rental_id: 'ride', phone_id: 'phone', fence: 3 };
const lend = (id: string) => setKept(id, { lease_rental: 'ride', lease_until: T0 * 2, lease_since: T0, fence: 3 });

test('within a boot the sequence decides, between boots the time', async () => {
  const id = await newDevice();
  await report(id, 10, { battery: 0.1 });
  for (const [more, battery] of [
    [{ at: T0 + MINUTE }, 0.1], // the same again
    [{ seq: 9, at: T0 + MINUTE, battery: 0.9 }, 0.1],
    [{ seq: 11, at: T0, battery: 0.2 }, 0.2],
    [{ seq: 1, boot: 'b', at: T0, battery: 0.9 }, 0.2],
    [{ seq: 1, boot: 'b', at: T0 + 1, battery: 0.3 }, 0.3],
  ] as const) {
    await report(id, 10, more);
    expect(await batteryOf(id)).toBe(battery);
  }
});

test('a report from more than a minute ahead is ignored: it would lock out those after it', async () => {
  const id = await newDevice();
  await state(sqsEvent(said(id, { at: T0 + MINUTE + 1, battery: 0.1 })));
  expect(await batteryOf(id)).toBeUndefined();
  await state(sqsEvent(said(id, { at: T0 + MINUTE, battery: 0.2 })));
  expect(await batteryOf(id)).toBe(0.2);
});

test('a place that Redis cannot keep is refused, and spoils nothing for others', async () => {
  const [polar, other] = [await newDevice(), await newDevice()];
  const at = (latitude: number) => ({ position: [0, latitude] });
  await state(sqsEvent(said(polar, at(86)), said(other, at(85))));
  expect((await seen(polar)).position).toBeUndefined();
  expect((await seen(other)).position).toEqual([0, 85]);
  const southern = await newDevice();
  await state(sqsEvent(said(polar, { ...at(-86), seq: 2 }), said(southern, at(-85))));
  expect((await seen(polar)).reported_at).toBeUndefined();
  expect((await seen(southern)).position).toEqual([0, -85]);
});

test('what a report leaves out stays as it was, but for the lease', async () => {
  const id = await newDevice();
  await report(id, 1, {
    status: 'fault',
    position: [10, 50],
    battery: 0.5,
    properties: { locked: true, firmware: '1' },
  });
  await report(id, 2, { properties: { locked: false } });
  expect(await seen(id)).toMatchObject({
    position: [10, 50],
    battery: 0.5,
    reported_at: T0 + 2 * SECOND,
    state: { seq: 2, status: 'fault', properties: { locked: false, firmware: '1' } },
  });
  await report(id, 3, { status: 'available' });
  expect((await seen(id)).state.status).toBe('available');
});

test('a batch leaves what its reports leave one by one, in whatever order they come', async () => {
  const one = fc.record({ seq: fc.integer({ min: 1, max: 30 }), battery: fc.option(fc.constantFrom(0.1, 0.2, 0.3)) });
  const said = fc.uniqueArray(one, { selector: ({ seq }) => seq, minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(said, async (reports) => {
      const [batched, single] = [await newDevice(), await newDevice()];
      const envelopes = (id: string) =>
        reports.map(({ seq, battery }) => {
          const more = { ...(battery !== null && { battery }), properties: { firmware: `${seq}` } };
          return envelope(id, { seq, boot: 'a', at: T0 + seq, ...more }, T0 + seq);
        });
      await state(sqsEvent(...envelopes(batched)));
      const inOrder = envelopes(single).map((text, i) => ({ text, seq: reports[i]!.seq }));
      for (const { text } of inOrder.sort((a, b) => a.seq - b.seq)) await state(sqsEvent(text));
      const [{ battery, state: left }, wanted] = [await seen(batched), await seen(single)];
      expect([battery, left]).toEqual([wanted.battery, wanted.state]);
    }),
    { numRuns: 30 },
  );
});

test('of one batch each device keeps what it has said itself, also behind one that has said nothing new', async () => {
  const [first, silent, last] = [await newDevice(), await newDevice(), await newDevice()];
  await report(silent, 1, { battery: 0.1 });
  await state(sqsEvent(said(first, { battery: 0.2 }), said(silent, { battery: 0.9 }), said(last, { battery: 0.3 })));
  expect(await Promise.all([first, silent, last].map(batteryOf))).toEqual([0.2, 0.1, 0.3]);
});

test('one device cannot spoil the reports of others, whatever it says', async () => {
  const [bad, good] = [await newDevice(), await newDevice()];
  const deep = `{"seq":1,"boot":"a","at":${T0},"properties":{"deep":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`;
  const raw = (text: string) =>
    JSON.stringify({ data: Buffer.from(text).toString('base64'), device_id: bad, received_at: T0 });
  const event = sqsEvent(
    raw('not json'),
    raw(deep),
    said(bad, { seq: -1 }),
    said(bad, { at: T0 + MINUTE + 1 }),
    said(good, { battery: 0.5 }),
  );
  expect(await state(event)).toEqual({ batchItemFailures: [] });
  expect(await seen(bad)).toMatchObject({ state: {} });
  expect(await batteryOf(good)).toBe(0.5);
});

test('what a device says before it knows the time counts as of when the broker took it', async () => {
  const id = await newDevice();
  await state(sqsEvent(said(id, { at: 5000, battery: 0.3 })));
  expect(await seen(id)).toMatchObject({ battery: 0.3, reported_at: T0 });
});

test('a device that is heard again is back for the rollout that waits for it', async () => {
  const id = await newDevice();
  await setKept(id, { rollout: 'r' });
  await report(id, 1);
  await report(id, 2);
  expect(published(/internal\/device\/back$/)).toEqual([{ device_id: id, rollout_id: 'r' }]);
});

test("a device's clock may run a minute ahead", async () => {
  const id = await newDevice();
  await state(kinesisEvent(said(id, { at: T0 + MINUTE, battery: 0.5 })));
  expect(await batteryOf(id)).toBe(0.5);
});

test('a device that claims a lease which is over is told so, with the newest fence, for a minute', async () => {
  const [id, other] = [await newDevice(), await newDevice()];
  await setKept(id, { fence: 5 });
  clockIs(T0 + 7 * SECOND);
  await state(sqsEvent(said(id, { lease: { ...lease, rental_id: 'over' } }), said(other)));
  const [command, ...more] = published(new RegExp(`^devices/${id}/commands/`));
  expect(command).toEqual({
    sent_at: T0 + 7 * SECOND,
    command_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    type: 'release',
    device_id: id,
    rental_id: 'over',
    fence: 5,
    expires_at: T0 + 67 * SECOND,
  });
  expect(more).toEqual([]);
  expect(published(new RegExp(`/${command.command_id}$`))).toHaveLength(1);
});

test('a claim is looked at also where the report is of the time of the last one, and a right one is left alone', async () => {
  const id = await newDevice();
  await lend(id);
  await report(id, 1, { lease });
  expect(published(/./)).toEqual([]);
  await report(id, 1, { lease: { ...lease, rental_id: 'over' } });
  expect(published(/commands/)).toHaveLength(1);
});

describe('a device that has started anew', () => {
  const event = (id: string) => ({ id: `${id}-3-lost`, device_id: id, rental_id: 'ride', fence: 3, at: T0 + SECOND });

  test('without the lease that it has is lost, and that is told at once', async () => {
    const id = await newDevice();
    await lend(id);
    await report(id, 1, { lease });
    await report(id, 2, { boot: 'b' });
    expect(published(LOST)).toEqual([event(id)]);
    expect(await redis().zcard(keys.outbox())).toBe(0);
  });

  test.each([
    ['and still knows its lease', { boot: 'b', lease }],
    ['and whose report is older than what is known', { boot: 'b', at: T0 }],
    ['without, and only left its lease out', {}],
  ])('%s is not lost', async (_, more) => {
    const id = await newDevice();
    await lend(id);
    await report(id, 1, { lease });
    await report(id, 2, more);
    expect(published(LOST)).toEqual([]);
  });

  test('is not lost where it had no lease, or has never said anything before', async () => {
    const [free, fresh] = [await newDevice(), await newDevice()];
    await report(free, 1);
    await report(free, 2, { boot: 'b' });
    await lend(fresh);
    await report(fresh, 1, { boot: 'b' });
    expect(published(LOST)).toEqual([]);
  });

  test('is told of five seconds later by the sweeper, where it could not be told at once', async () => {
    const id = await newDevice();
    await lend(id);
    await report(id, 1, { lease });
    clockIs(T0);
    brokerFailsOnce();
    await expect(report(id, 2, { boot: 'b' })).rejects.toThrow('iotdata answered');
    clockIs(T0 + 5 * SECOND - 1);
    await sweep();
    expect(published(LOST)).toEqual([]);
    clockIs(T0 + 5 * SECOND);
    await sweep();
    await sweep();
    expect(published(LOST)).toEqual([event(id)]);
  });
});

describe('a device that has restarted and does not know the time', () => {
  const SINCE_START = 5000;

  test('is heard all the same: its fault keeps it from being rented, and it is told of its clock', async () => {
    const id = await newDevice();
    await report(id, 1, { status: 'idle' });
    await report(id, 2, { boot: 'b', at: SINCE_START, status: 'fault', battery: 0.3 });
    expect((await readDevice(id)).get('reported_status')).toBe('fault');
    expect(await seen(id)).toMatchObject({ reported_at: T0 + 2 * SECOND, battery: 0.3 });
    expect(published(/rejections$/)).toMatchObject([
      { rejections: [{ reason: 'clock_unset', detail: `/at is ${SINCE_START}` }] },
    ]);
  });

  test('and then knows it is not older than it was', async () => {
    const id = await newDevice();
    await report(id, 2, { boot: 'b', at: SINCE_START, battery: 0.3 });
    await report(id, 3, { boot: 'b', battery: 0.4 });
    expect(await batteryOf(id)).toBe(0.4);
    await report(id, 4, { boot: 'c', at: 999_999_999, battery: 0.5 });
    expect(await batteryOf(id)).toBe(0.5);
  });

  test('is refused where its time is one of this century in seconds', async () => {
    const id = await newDevice();
    await report(id, 2, { at: 1_000_000_000, battery: 0.3 });
    expect((await readDevice(id)).has('state_at')).toBe(false);
    expect(published(/rejections$/)).toMatchObject([{ rejections: [{ reason: 'at_in_seconds' }] }]);
  });
});
