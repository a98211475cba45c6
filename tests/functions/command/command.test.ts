import { keys as commandKeys } from '../../../functions/command/keys.ts';
import { handler as sweep } from '../../../functions/command/schedule/sweep.ts';
import { changeOwner } from '../../../functions/device/owners.ts';
import { readDevice } from '../../../functions/device/store.ts';
import { redis } from '../../../lib/redis.ts';
import { OPERATOR } from '../../harness/call.ts';
import { brokerIsAway, withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { clockIs, connection, RIDER, report, SECOND, T0 } from '../device/doors.ts';
import { setKept } from '../device/kept.ts';
import { answer, commandNow, commandsOf, deliverEffects, effectOf, invoked, newKettle, tell } from './doors.ts';

withRedis();
const published = withBroker();
beforeEach(() => clockIs(T0));

const EFFECT = /internal\/command\/effect$/;
const sentTo = (device: string) => published(new RegExp(`^devices/${device}/commands/`));
const toldTo = (phone: string) => published(new RegExp(`^phones/${phone}/events$`));
const boil = async (device: string, ...rest: [caller?: typeof RIDER, headers?: Record<string, string>]) =>
  (await tell(device, { action: 'boil' }, ...rest)).json;

test('a command goes down, is accepted, and is done when telemetry shows its effect', async () => {
  const device = await newKettle();
  const { status, json, headers } = await tell(device, { action: 'boil', input: { program: 'tea' } });
  const { command_id } = json;
  expect(status).toBe(202);
  expect(headers.location).toBe(`/v1/devices/${device}/commands/${command_id}`);
  const sent = {
    command_id,
    device_id: device,
    action: 'boil',
    input: { program: 'tea' },
    sent_at: T0,
    expires_at: T0 + 10 * SECOND,
  };
  expect(json).toEqual({ ...sent, by: 'operator', state: 'sent', effect_until: T0 + 20 * SECOND });
  expect(sentTo(device)).toEqual([{ ...sent, type: 'action' }]);

  clockIs(T0 + 2 * SECOND);
  await answer(device, command_id, 'done');
  expect(await commandNow(device, command_id)).toMatchObject({ state: 'accepted', accepted_at: T0 + 2 * SECOND });
  await report(device, 3, { properties: { boiling: false } });
  expect(published(EFFECT)).toEqual([]);
  await report(device, 4, { properties: { boiling: true } });
  await deliverEffects(published(EFFECT));
  await deliverEffects(published(EFFECT)); // at least once
  const done = await commandNow(device, command_id);
  expect(done).toMatchObject({ state: 'done', effect: 'verified', settled_at: T0 + 4 * SECOND });
  await report(device, 5, { properties: { boiling: true } });
  expect(published(EFFECT)).toHaveLength(1);
});

test('an effect counts although the answer was lost, and an effect may be what the input says', async () => {
  const device = await newKettle();
  const { command_id } = (await tell(device, { action: 'brew', input: { program: 'tea' } })).json;
  await report(device, 1, { properties: { program: 'coffee' } });
  await report(device, 2, { properties: { program: 'tea' } });
  await deliverEffects(published(EFFECT));
  expect(await commandNow(device, command_id)).toMatchObject({ state: 'done', effect: 'verified' });
});

test('without an effect in the product, the word of the device is all there is', async () => {
  const device = await newKettle();
  const { command_id } = (await tell(device, { action: 'stop' })).json;
  await answer(device, command_id, 'done');
  expect(await commandNow(device, command_id)).toMatchObject({ state: 'done', effect: 'unverified' });
});

test('a device that refuses says why', async () => {
  const device = await newKettle();
  const { command_id } = await boil(device);
  await answer(device, command_id, 'refused', 'no water');
  await answer(device, command_id, 'done');
  expect(await commandNow(device, command_id)).toMatchObject({ state: 'refused', reason: 'no water' });
});

test.each([
  ['unanswered', false],
  ['failed', true],
])('once its time is over it is %s to all who look, and that is told once', async (state, isAccepted) => {
  const device = await newKettle();
  const rider = { ...RIDER, sub: unique('rider'), phone_id: unique('phone') };
  await changeOwner(device, rider.sub, 'owner', undefined);
  const { command_id } = await boil(device, rider);
  if (isAccepted) await answer(device, command_id, 'done');
  clockIs(T0 + 20 * SECOND);
  expect((await commandNow(device, command_id)).state).toBe(isAccepted ? 'accepted' : 'sent');
  await sweep();
  clockIs(T0 + 20 * SECOND + 1);
  expect(await commandNow(device, command_id)).toMatchObject({ state, settled_at: T0 + 20 * SECOND });
  expect(toldTo(rider.phone_id)).toEqual([]);
  await sweep();
  await sweep();
  expect(toldTo(rider.phone_id)).toMatchObject([{ type: 'command_settled', command_id, state, at: T0 + 20 * SECOND }]);
  clockIs(T0 + 60 * SECOND);
  expect(await commandNow(device, command_id)).toMatchObject({ state, settled_at: T0 + 20 * SECOND });
  await answer(device, command_id, 'done');
  expect((await commandNow(device, command_id)).state).toBe(state);
});

test('an effect that showed in time counts, although it is noticed later', async () => {
  const device = await newKettle();
  const { command_id } = await boil(device);
  await report(device, 20, { properties: { boiling: true } });
  clockIs(T0 + 120 * SECOND);
  await sweep();
  expect((await commandNow(device, command_id)).state).toBe('unanswered');
  await deliverEffects(published(EFFECT));
  expect(await commandNow(device, command_id)).toMatchObject({ state: 'done', effect: 'verified' });
});

test('an effect that shows too late is told, and taken back', async () => {
  const device = await newKettle();
  const rider = { ...RIDER, sub: unique('rider'), phone_id: unique('phone') };
  await changeOwner(device, rider.sub, 'owner', undefined);
  const { command_id } = await boil(device, rider);
  clockIs(T0 + 21 * SECOND);
  await sweep();
  await report(device, 21, { properties: { boiling: true } });
  await deliverEffects(published(EFFECT));
  await deliverEffects(published(EFFECT));
  const command = await commandNow(device, command_id);
  expect(command).toMatchObject({ state: 'unanswered', late_effect_at: T0 + 21 * SECOND });
  expect(toldTo(rider.phone_id).map(({ type }) => type)).toEqual(['command_settled', 'command_late_effect']);
  const times = { sent_at: T0 + 21 * SECOND, expires_at: T0 + 81 * SECOND };
  const undo = { command_id: `${command_id}-undo`, device_id: device, type: 'action', action: 'stop', ...times };
  expect(sentTo(device).slice(1)).toEqual([undo]);
});

test.each([
  [5, true],
  [11, false],
])('an effect that shows %i minutes too late is noticed: %s', async (minutes, isNoticed) => {
  const device = await newKettle();
  const { command_id } = await boil(device);
  const at = 20 + minutes * 60;
  clockIs(T0 + (at - 1) * SECOND);
  await tell(device, { action: 'stop' }); // another action does not make it forgotten
  clockIs(T0 + at * SECOND);
  await report(device, at, { properties: { boiling: true } });
  await deliverEffects(published(EFFECT));
  expect((await commandNow(device, command_id)).late_effect_at !== undefined).toBe(isNoticed);
});

test('what the device has refused is over: it may be asked again at once, and what it shows then is not taken back', async () => {
  const device = await newKettle();
  const { command_id } = await boil(device);
  await answer(device, command_id, 'refused', 'it boils already');
  await effectOf(device, command_id, T0 + SECOND); // under way while it refused
  expect(await commandNow(device, command_id)).toMatchObject({ state: 'refused' });
  expect(await commandNow(device, command_id)).not.toHaveProperty('late_effect_at');
  expect((await tell(device, { action: 'boil' })).status).toBe(202);
  expect(sentTo(device).map(({ action }) => action)).toEqual(['boil', 'boil']);
});

test('what is done may be asked for again at once', async () => {
  const device = await newKettle();
  const { command_id } = (await tell(device, { action: 'stop' })).json;
  await answer(device, command_id, 'done');
  expect((await tell(device, { action: 'stop' })).status).toBe(202);
});

test('a report from before the command shows nothing of it', async () => {
  const device = await newKettle();
  clockIs(T0 + 5 * SECOND);
  const { command_id } = await boil(device);
  await report(device, 4, { properties: { boiling: true } });
  expect(published(EFFECT)).toEqual([]);
  await report(device, 5, { properties: { boiling: true } });
  expect(published(EFFECT)).toMatchObject([{ command_id, at: T0 + 5 * SECOND }]);
});

test('who may: the product says it', async () => {
  const device = await newKettle();
  const [owner, guest, renter] = ['owner', 'guest', 'renter'].map((name) => ({
    ...RIDER,
    sub: unique(name),
    phone_id: unique('phone'),
  }));
  await changeOwner(device, owner!.sub, 'owner', undefined);
  await changeOwner(device, guest!.sub, 'guest', undefined);
  const ask = async (caller: typeof RIDER, action: string) => {
    await setKept(device, { pending: undefined });
    const { status, json } = await tell(device, { action }, caller);
    return status === 202 ? json.by : json.reason;
  };
  expect(await ask(renter!, 'boil')).toBe('action_not_allowed');
  await setKept(device, { lease_phone: renter!.phone_id!, lease_until: T0 + SECOND });
  expect(await ask(renter!, 'boil')).toBe('renter');
  expect(await ask(renter!, 'stop')).toBe('action_not_allowed');
  clockIs(T0 + SECOND);
  expect(await ask(renter!, 'boil')).toBe('action_not_allowed');
  expect(await ask(owner!, 'boil')).toBe('owner');
  expect(await ask(owner!, 'stop')).toBe('owner');
  expect(await ask(owner!, 'brew')).toBe('action_not_allowed'); // operators alone, where the product says nothing
  expect(await ask(guest!, 'boil')).toBe('action_not_allowed');
});

test('what cannot be sent is refused with its reason', async () => {
  const device = await newKettle();
  const reason = async (body: object, id = device) => (await tell(id, body)).json.reason;
  expect(await reason({ action: 'fly' })).toBe('action_unknown');
  expect(await reason({ action: 'constructor' })).toBe('action_unknown');
  expect(await reason({ action: 'boil', input: { program: 'beer' } })).toBe('input_invalid');
  expect(await reason({ action: 'brew', input: {} })).toBe('input_invalid');
  expect(await reason({ action: 'stop', input: 1 })).toBe('input_invalid');
  expect(await reason({ action: 'boil' }, unique('none'))).toBe('device_unknown');
  expect(await reason({ action: 'boil', expires_in_s: 0 })).toBe('invalid_expires_in_s');
  await connection(device, false, T0 + SECOND);
  expect(await reason({ action: 'boil' })).toBe('device_offline');
  expect(sentTo(device)).toEqual([]);
});

test('of one action one command is open, and of all no more than eight', async () => {
  const device = await newKettle();
  await boil(device);
  expect((await tell(device, { action: 'boil' })).json.reason).toBe('command_pending');
  const others = Array.from({ length: 7 }, (_, i) => ({
    command_id: `c${i}`,
    action: `a${i}`,
    sent_at: T0,
    until_at: T0 + 1,
  }));
  const [own] = JSON.parse((await readDevice(device)).get('pending')!);
  await setKept(device, { pending: JSON.stringify([own, ...others]) });
  expect((await tell(device, { action: 'stop' })).json.reason).toBe('too_many_commands');
  clockIs(T0 + 2);
  expect((await tell(device, { action: 'stop' })).status).toBe(202);
  clockIs(T0 + 20 * SECOND + 1);
  expect((await tell(device, { action: 'boil' })).status).toBe(202);
});

test('the same request under the same key is one command, sent again until the device has answered', async () => {
  const device = await newKettle();
  const key = { 'idempotency-key': 'k' };
  const first = await boil(device, undefined, key);
  expect(await boil(device, undefined, key)).toEqual(first);
  expect(sentTo(device)).toHaveLength(2);
  await answer(device, first.command_id, 'done');
  expect((await boil(device, undefined, key)).state).toBe('accepted');
  expect(sentTo(device)).toHaveLength(2);
  for (const other of [
    { action: 'stop' },
    { action: 'boil', input: { program: 'tea' } },
    { action: 'boil', expires_in_s: 11 },
  ]) {
    expect((await tell(device, other, undefined, key)).json.reason).toBe('idempotency_key_reused');
  }
});

test('a client of the Web of Things invokes an action with its input, or with no body at all', async () => {
  const device = await newKettle();
  const { status, json, headers } = await invoked(device, 'boil', { program: 'tea' });
  expect([status, json.input, json.expires_at]).toEqual([202, { program: 'tea' }, T0 + 10 * SECOND]);
  expect(headers.location).toBe(`/v1/devices/${device}/commands/${json.command_id}`);
  expect((await invoked(device, 'stop')).status).toBe(202);
  expect((await invoked(device, 'fly')).json.reason).toBe('action_unknown');
  expect((await invoked(device, 'brew')).json.reason).toBe('input_invalid');
  expect((await invoked(device, 'stop', undefined, RIDER)).json.reason).toBe('action_not_allowed');
});

test('a second command of an action replaces the first, where the product says so', async () => {
  const device = await newKettle();
  const rider = { ...RIDER, sub: unique('rider'), phone_id: unique('phone') };
  await changeOwner(device, rider.sub, 'owner', undefined);
  const tune = async (program: string, caller = OPERATOR) =>
    (await tell(device, { action: 'tune', input: { program } }, caller)).json;
  const first = await tune('tea', rider);
  clockIs(T0 + SECOND);
  const second = await tune('coffee');
  expect(await commandNow(device, first.command_id)).toMatchObject({ state: 'replaced', settled_at: T0 + SECOND });
  expect(toldTo(rider.phone_id)).toMatchObject([{ command_id: first.command_id, state: 'replaced' }]);
  await answer(device, first.command_id, 'done');
  await report(device, 2, { properties: { program: 'tea' } });
  expect(published(EFFECT)).toEqual([]);
  await report(device, 3, { properties: { program: 'coffee' } });
  await deliverEffects(published(EFFECT));
  expect((await commandNow(device, second.command_id)).state).toBe('done');
  expect((await commandNow(device, first.command_id)).state).toBe('replaced');
  await sweep();
  expect(toldTo(rider.phone_id)).toHaveLength(1);
  clockIs(T0 + 60 * SECOND);
  await sweep();
  expect(await redis().zscore(commandKeys.deadlines(), first.command_id)).toBeNull();
});

test('commands are read page by page, riders see their own', async () => {
  const device = await newKettle();
  const owner = { ...RIDER, sub: unique('owner') };
  await changeOwner(device, owner.sub, 'owner', undefined);
  const mine = await boil(device, owner);
  clockIs(T0 + 1);
  const other = (await tell(device, { action: 'stop' })).json;
  const { json } = await commandsOf(device, { limit: '1' });
  expect(json.commands.map(({ command_id }: { command_id: string }) => command_id)).toEqual([other.command_id]);
  expect((await commandsOf(device, { limit: '1', before: `${json.next}` })).json.commands).toMatchObject([mine]);
  const guest = { ...RIDER, sub: unique('guest') };
  await changeOwner(device, guest.sub, 'guest', undefined);
  for (const caller of [RIDER, guest])
    expect((await commandsOf(device, {}, caller)).json.reason).toBe('device_private');
  expect((await commandsOf(device, {}, owner)).json.commands).toHaveLength(2);
  expect((await commandNow(device, mine.command_id, owner)).state).toBe('sent');
  expect((await commandNow(device, other.command_id, owner)).reason).toBe('command_unknown');
  expect((await commandNow(await newKettle(), mine.command_id)).reason).toBe('command_unknown');
});

test('what could not be told is told by the sweeper', async () => {
  const device = await newKettle();
  const rider = { ...RIDER, sub: unique('rider'), phone_id: unique('phone') };
  await changeOwner(device, rider.sub, 'owner', undefined);
  const { command_id } = await boil(device, rider);
  const away = brokerIsAway();
  await expect(answer(device, command_id, 'refused', 'no water')).rejects.toThrow('iotdata answered');
  away.restore();
  clockIs(T0 + 6 * SECOND);
  await sweep();
  await sweep();
  expect(toldTo(rider.phone_id)).toMatchObject([{ type: 'command_settled', state: 'refused', reason: 'no water' }]);
});
