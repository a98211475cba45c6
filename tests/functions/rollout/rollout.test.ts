import { mark } from '../../../functions/rollout/mark.ts';
import { handler as commandEvent } from '../../../functions/rollout/mqtt/command-event.ts';
import { commandOf } from '../../../functions/rollout/rollout.ts';
import { handler as tick } from '../../../functions/rollout/schedule/tick.ts';
import { readRollout } from '../../../functions/rollout/store.ts';
import { redis } from '../../../lib/redis.ts';
import { brokerIsAway, withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, connection, MINUTE, register, report, SECOND, T0 } from '../device/doors.ts';
import {
  answer,
  changed,
  deliver,
  fleetOf,
  rolloutNow,
  rollouts,
  sentIn,
  start,
  step,
  sweepCommands,
  targetsOf,
} from './doors.ts';

withRedis();
const published = withBroker();
beforeEach(() => clockIs(T0));

/** A rollout of `ring`, of which a device's word is all there is. */
const ringAll = async (product: string, more: object = {}) =>
  (await start({ product, action: 'ring', canary: 1, ...more })).json.rollout_id as string;
/** Devices answer the commands that they were sent. */
const obey = async (ids: Iterable<string>, outcome: 'done' | 'refused' = 'done', reason?: string) => {
  const sent = sentIn(published);
  for (const id of ids) await answer(id, sent.get(id)!.at(-1)!, outcome, reason);
  await deliver(published);
};
const countsOf = async (id: string) => {
  const { state, counts } = await rolloutNow(id);
  return { state, ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)) };
};

test('it begins with some, goes on with the rest, and is done when all have obeyed', async () => {
  const { product, ids } = await fleetOf(10);
  const body = { product, action: 'ring', input: { times: 2 }, canary: 0.2, per_minute: 100 };
  const { status, json, headers } = await start(body);
  const { rollout_id } = json;
  expect([status, headers.location]).toEqual([201, `/v1/rollouts/${rollout_id}`]);
  expect(json).toMatchObject({ ...body, state: 'planning', stop_at_failed: 0.1, created_at: T0, failed_share: 0 });
  expect(published(/rollout\/step$/)).toEqual([{ rollout_id }]);

  await step(rollout_id);
  expect(await countsOf(rollout_id)).toEqual({ state: 'canary', total: 10, sent: 2, waiting: 8 });
  await step(rollout_id);
  const first = [...sentIn(published).keys()];
  expect(first).toHaveLength(2);
  await obey(first.slice(0, 1));
  await step(rollout_id);
  expect(await countsOf(rollout_id)).toEqual({ state: 'canary', total: 10, sent: 1, done: 1, waiting: 8 });
  await obey(first);
  expect(published(/rollout\/step$/).length).toBeGreaterThan(1); // the rest is woken
  await step(rollout_id);
  expect(await countsOf(rollout_id)).toEqual({ state: 'running', total: 10, sent: 8, done: 2 });
  await obey(ids);
  await obey(ids);
  expect(await countsOf(rollout_id)).toEqual({ state: 'done', total: 10, done: 10 });
  expect([...sentIn(published).values()].map(({ length }) => length)).toEqual(ids.map(() => 1));
  expect(published(/commands\/[^/]+$/)[0]).toMatchObject({ action: 'ring', input: { times: 2 }, type: 'action' });
  expect(await redis().smembers('rollouts:open')).not.toContain(rollout_id);
});

test('a device is done when telemetry shows its effect, also after it was given up', async () => {
  const { product, ids } = await fleetOf(2);
  const body = { product, action: 'update', input: { version: '2' }, canary: 1, stop_at_failed: 1, expires_in_s: 60 };
  const { rollout_id } = (await start(body)).json;
  await step(rollout_id);
  await report(ids[0]!, 5, { properties: { firmware: '2' } });
  await deliver(published);
  expect(await countsOf(rollout_id)).toMatchObject({ sent: 1, done: 1 });
  await report(ids[1]!, 6, { properties: { firmware: '2' } }); // what it shows is told below
  clockIs(T0 + 121 * SECOND);
  await sweepCommands();
  const events = published(/internal\/command\/event$/).filter(({ state }) => state === 'unanswered');
  expect(events).toMatchObject([{ device_id: ids[1], rollout_id }]);
  await deliver(published);
  expect(await countsOf(rollout_id)).toEqual({ state: 'done', total: 2, done: 2 });
});

test('where: the devices of a venue, and those with a firmware', async () => {
  const { product, ids } = await fleetOf(4);
  await register(ids[0]!, { product, kind: undefined, venue_id: 'mall' });
  await report(ids[1]!, 1, { properties: { firmware: '1' } });
  const at = async (where: object) => {
    const id = await ringAll(product, { where });
    await step(id);
    const { devices } = await targetsOf(id);
    await obey(devices.map(({ device_id }: { device_id: string }) => device_id));
    return devices.map(({ device_id }: { device_id: string }) => device_id);
  };
  expect(await at({ venue_id: 'mall' })).toEqual([ids[0]]);
  expect(await at({ firmware: '1' })).toEqual([ids[1]]);
  expect(await at({ firmware: '1', venue_id: 'mall' })).toEqual([]);
  expect((await at({})).sort()).toEqual([...ids].sort());
});

test('no more are told in a minute than it says', async () => {
  const { product } = await fleetOf(7);
  const id = await ringAll(product, { per_minute: 3 });
  await step(id);
  await step(id);
  expect(await countsOf(id)).toMatchObject({ sent: 3, waiting: 4 });
  clockIs(T0 + MINUTE - 1);
  await step(id);
  expect(await countsOf(id)).toMatchObject({ sent: 3 });
  clockIs(T0 + MINUTE);
  await step(id);
  expect(await countsOf(id)).toMatchObject({ sent: 6, waiting: 1 });
});

test('it halts with the failure that is too many, and says who failed and why; resumed, only later failures count', async () => {
  const { product } = await fleetOf(20);
  const id = await ringAll(product, { canary: 0.5, stop_at_failed: 0.1 });
  await step(id);
  const first = [...sentIn(published).keys()];
  expect(first).toHaveLength(10);
  await obey(first.slice(0, 1), 'refused', 'no water');
  expect(await countsOf(id)).toMatchObject({ state: 'canary', failed: 1, sent: 9 });
  clockIs(T0 + SECOND);
  await obey(first.slice(1, 2), 'refused', 'no water');
  expect(await rolloutNow(id)).toMatchObject({ state: 'halted', changed_at: T0 + SECOND, failed_share: 1 });
  await obey(first.slice(2));
  await step(id);
  expect(await countsOf(id)).toEqual({ state: 'halted', total: 20, failed: 2, done: 8, waiting: 10 });
  const failed = (await targetsOf(id, { state: 'failed' })).devices;
  expect(failed.map(({ device_id, reason }: Record<string, string>) => [device_id, reason]).sort()).toEqual(
    first
      .slice(0, 2)
      .map((one) => [one, 'refused no water'])
      .sort(),
  );

  expect((await changed(id, 'resume')).json.state).toBe('running');
  await step(id);
  const rest = [...sentIn(published).keys()].slice(10);
  expect(rest).toHaveLength(10);
  await obey(rest.slice(0, 1), 'refused');
  expect(await countsOf(id)).toMatchObject({ state: 'running', failed: 3 });
  await obey(rest.slice(1, 2), 'refused');
  expect(await countsOf(id)).toMatchObject({ state: 'halted', failed: 4 });
});

test('paused it tells nobody, resumed it goes on where it was, stopped it leaves the rest to others', async () => {
  const { product } = await fleetOf(6);
  const id = await ringAll(product, { per_minute: 2 });
  await step(id);
  expect((await changed(id, 'pause')).json.state).toBe('paused');
  clockIs(T0 + MINUTE);
  await step(id);
  expect(await countsOf(id)).toMatchObject({ sent: 2 });
  expect((await changed(id, 'resume')).json.state).toBe('canary');
  await step(id);
  expect(await countsOf(id)).toMatchObject({ sent: 4 });
  const other = await ringAll(product);
  await step(other);
  expect(await countsOf(other)).toEqual({ state: 'done', skipped: 6 }); // a device is a target of one rollout at most

  expect((await changed(id, 'stop')).json.state).toBe('stopped');
  await step(id);
  expect(await countsOf(id)).toEqual({ state: 'stopped', total: 6, sent: 4, left: 2 });
  expect((await changed(id, 'resume')).json.reason).toBe('rollout_over');
  const last = await ringAll(product);
  await step(last);
  expect(await countsOf(last)).toEqual({ state: 'canary', total: 2, sent: 2, skipped: 4 });
  await obey(sentIn(published).keys());
  expect(await countsOf(id)).toEqual({ state: 'stopped', total: 6, done: 4, left: 2 });
  expect(await redis().smembers('rollouts:open')).not.toContain(id);
});

test('a device that is offline is told when it is back', async () => {
  const { product, ids } = await fleetOf(3, { online: 2 });
  const id = await ringAll(product);
  await step(id);
  expect(await countsOf(id)).toEqual({ state: 'canary', total: 3, sent: 2, offline: 1 });
  await obey(ids.slice(0, 2));
  expect((await rolloutNow(id)).state).toBe('running');
  await connection(ids[2]!, true);
  await deliver(published);
  await deliver(published);
  expect(await countsOf(id)).toMatchObject({ waiting: 1, done: 2 });
  await step(id);
  expect(sentIn(published).get(ids[2]!)).toHaveLength(1);
  await obey(ids.slice(2));
  expect(await countsOf(id)).toEqual({ state: 'done', total: 3, done: 3 });
  await connection(ids[2]!, true, T0 + 1, { sessionIdentifier: 'next', versionNumber: 1 });
  expect(published(/device\/back$/)).toHaveLength(1); // nobody waits for it any more
});

test('killed while it tells, it goes on: each device is told of one command', async () => {
  const { product, ids } = await fleetOf(5);
  const id = await ringAll(product);
  const away = brokerIsAway();
  await step(id); // planned, and taken; nothing can be sent
  away.restore();
  expect(await countsOf(id)).toMatchObject({ sent: 5 });
  expect(sentIn(published).size).toBe(0);
  clockIs(T0 + 29 * SECOND);
  await step(id);
  expect(sentIn(published).size).toBe(0); // somebody may still be at it
  clockIs(T0 + 31 * SECOND);
  await Promise.all([step(id), step(id), step(id)]);
  const commands = sentIn(published);
  expect([...commands.keys()].sort()).toEqual([...ids].sort());
  for (const sent of commands.values()) expect(new Set(sent).size).toBe(1);
  await obey(ids);
  expect(await countsOf(id)).toEqual({ state: 'done', total: 5, done: 5 });
});

test('what was stopped, offline or refused is free for the next rollout', async () => {
  const { product, ids } = await fleetOf(3, { online: 2 });
  const id = await ringAll(product);
  await step(id);
  await obey(ids.slice(0, 1), 'refused');
  await changed(id, 'stop');
  await step(id);
  expect(await countsOf(id)).toEqual({ state: 'stopped', total: 3, failed: 1, sent: 1, left: 1 });
  await obey(ids.slice(1, 2));
  const next = await ringAll(product);
  await step(next);
  expect(await countsOf(next)).toEqual({ state: 'canary', total: 3, sent: 2, offline: 1 });
});

test('a device that obeys one rollout when another has it stays with the other', async () => {
  const { product, ids } = await fleetOf(1);
  const body = { product, action: 'update', input: { version: '2' }, canary: 1, stop_at_failed: 1, expires_in_s: 60 };
  const late = (await start(body)).json.rollout_id;
  await step(late);
  await report(ids[0]!, 6, { properties: { firmware: '2' } }); // what it shows is told below
  clockIs(T0 + 121 * SECOND);
  await sweepCommands();
  for (const event of published(/internal\/command\/event$/)) await commandEvent(event);
  expect(await countsOf(late)).toEqual({ state: 'done', total: 1, failed: 1 });
  const next = await ringAll(product);
  await step(next);
  await deliver(published);
  expect(await countsOf(late)).toEqual({ state: 'done', total: 1, done: 1 });
  const third = await ringAll(product);
  await step(third);
  expect((await rolloutNow(third)).counts).toMatchObject({ total: 0, skipped: 1 });
});

test('stopped while somebody tells: what was taken is told, and one that is offline by then is left', async () => {
  const { product, ids } = await fleetOf(2);
  const id = await ringAll(product);
  const away = brokerIsAway();
  await step(id);
  away.restore();
  await changed(id, 'stop');
  await step(id);
  expect(await countsOf(id)).toMatchObject({ state: 'stopped', sent: 2 });
  expect(await redis().smembers('rollouts:open')).toContain(id);
  await connection(ids[0]!, false, T0 + 1);
  clockIs(T0 + 31 * SECOND);
  await step(id);
  expect(await countsOf(id)).toEqual({ state: 'stopped', total: 2, sent: 1, left: 1 });
  expect([...sentIn(published).keys()]).toEqual([ids[1]]);
  await obey([ids[1]!]);
  expect(await redis().smembers('rollouts:open')).not.toContain(id);
  expect(await countsOf(id)).toEqual({ state: 'stopped', total: 2, done: 1, left: 1 });
});

test('the canary is at least one device', async () => {
  const { product } = await fleetOf(3);
  const id = await ringAll(product, { canary: 0.1 });
  await step(id);
  expect(await countsOf(id)).toMatchObject({ state: 'canary', sent: 1, waiting: 2 });
  await obey(sentIn(published).keys());
  await step(id);
  expect(await countsOf(id)).toMatchObject({ state: 'running', sent: 2, done: 1 });
});

test('after a halt neither the failures nor the successes until then count', async () => {
  const { product } = await fleetOf(30);
  const id = await ringAll(product, { canary: 0.1, stop_at_failed: 0.4, per_minute: 20 });
  await step(id);
  await obey(sentIn(published).keys());
  await step(id);
  const told = [...sentIn(published).keys()];
  expect(told).toHaveLength(20);
  await obey(told.slice(3, 8));
  await obey(told.slice(8, 15), 'refused');
  expect(await countsOf(id)).toMatchObject({ state: 'halted', done: 8 });
  await changed(id, 'resume');
  const { failed } = (await rolloutNow(id)).counts;
  const open = told.slice(8 + failed);
  await obey(open.slice(0, 2), 'refused');
  expect((await rolloutNow(id)).state).toBe('halted'); // two of two, where eight of ten are none of them
});

test('every minute what is open goes on', async () => {
  const { product, ids } = await fleetOf(2);
  const id = await ringAll(product, { per_minute: 1 });
  const woken = async () => {
    published.forget();
    await tick();
    return published(/rollout\/step$/).map(({ rollout_id }) => rollout_id);
  };
  expect(await woken()).toContain(id);
  await step(id);
  await changed(id, 'pause');
  await changed(id, 'resume');
  expect(await woken()).toContain(id);
  clockIs(T0 + MINUTE);
  await step(id);
  for (const one of ids) await answer(one, commandOf(id, one), 'done');
  await deliver(published);
  expect((await rolloutNow(id)).state).toBe('done');
  expect(await woken()).not.toContain(id);
});

test('a device that is back before it is known to be gone waits to be told', async () => {
  const { product, ids } = await fleetOf(1);
  const id = await ringAll(product);
  const away = brokerIsAway();
  await step(id);
  away.restore();
  const { rollout, progress } = await readRollout(id);
  await mark(rollout, progress, [[ids[0]!, 'offline']], T0); // it was, a moment ago
  expect(await countsOf(id)).toMatchObject({ waiting: 1 });
  await step(id);
  expect(sentIn(published).get(ids[0]!)).toHaveLength(1);
});

test('what cannot be started is refused with its reason, and a retry is one rollout', async () => {
  const { product } = await fleetOf(1);
  const reason = async (body: object) => (await start({ product, action: 'ring', ...body })).json.reason;
  expect(await reason({ product: 'none' })).toBe('product_unknown');
  expect(await reason({ action: 'fly' })).toBe('action_unknown');
  expect(await reason({ action: 'constructor' })).toBe('action_unknown');
  expect(await reason({ action: 'update', input: {} })).toBe('input_invalid');
  expect(await reason({ canary: 0 })).toBe('invalid_canary');
  const key = { 'idempotency-key': 'k' };
  const first = (await start({ product, action: 'ring' }, key)).json;
  await step(first.rollout_id);
  const again = (await start({ product, action: 'ring' }, key)).json;
  expect(again).toMatchObject({ rollout_id: first.rollout_id, state: 'canary' });
  expect((await start({ product, action: 'ring', canary: 0.5 }, key)).json.reason).toBe('idempotency_key_reused');
  const { json } = await rollouts({ limit: '1' });
  expect(json).toMatchObject({ rollouts: [{ action: 'ring' }], next: expect.any(Number) });
  expect((await rolloutNow('none')).reason).toBe('rollout_unknown');
  expect((await changed('none', 'stop')).json.reason).toBe('rollout_unknown');
});
