import { issue } from '../../local/aws/issuer.ts';
import { eventually } from '../harness/eventually.ts';
import { connectedDevice, connectedPhone, online, rider, type TestDevice } from '../harness/rental.ts';
import { api } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';

test('scan, ride, release: the device is told, its state reaches the phone, the ledger is right', async () => {
  const [bike, alice] = [await connectedDevice(), await rider()];
  const phone = await connectedPhone(alice);

  const { status, json, headers } = await alice.rent(bike.code);
  expect([status, json.state, json.device_id, json.fence]).toEqual([201, 'requested', bike.id, 1]);
  const path = headers.get('location')!;

  const command = await bike.hear(/commands/);
  expect(command).toMatchObject({ type: 'bind', phone_id: alice.phone, rental_id: json.rental_id, fence: 1 });
  expect(command.expires_at).toBe(json.expires_at);
  await bike.answer(command, 'done');
  expect(await phone.hear(/events$/)).toMatchObject({ type: 'rental_active', rental_id: json.rental_id });
  expect((await alice.call(path)).json.state).toBe('active');

  const lease = { phone_id: alice.phone, rental_id: json.rental_id, fence: 1 };
  await bike.report({ lease, battery: 0.5, position: [121.47, 31.23] });
  expect(await phone.hear(new RegExp(`^phones/${alice.phone}/devices/${bike.id}/state$`))).toMatchObject({
    battery: 0.5,
  });

  const released = await alice.call(`${path}/release`, { method: 'POST' });
  expect(released).toMatchObject({ status: 200, json: { state: 'settled', amount: 100, currency: 'CNY' } });
  expect((await alice.call(`${path}/release`, { method: 'POST' })).json).toEqual(released.json);
  expect(await bike.hear(/-release$/)).toMatchObject({ type: 'release', rental_id: json.rental_id, fence: 1 });

  const account = await alice.statement();
  expect(account).toMatchObject({ balance: 9900, held: 0 });
  expect(account.ledger).toMatchObject([
    { type: 'rental', amount: -100, balance: 9900, rental_id: json.rental_id },
    { type: 'credit', amount: 10_000, balance: 10_000 },
  ]);
  expect(await alice.rentals()).toMatchObject([{ rental_id: json.rental_id, state: 'settled' }]);
});

test('a device that refuses costs nothing and is free again', async () => {
  const [bike, alice] = [await connectedDevice(), await rider()];
  const phone = await connectedPhone(alice);
  const { json } = await alice.rent(bike.code);
  await bike.answer(await bike.hear(/commands/), 'refused', 'lock_jammed');
  expect(await phone.hear(/events$/)).toMatchObject({ type: 'rental_cancelled', reason: 'lock_jammed', amount: 0 });
  expect(await alice.rental(json.rental_id)).toMatchObject({
    state: 'cancelled',
    reason: 'lock_jammed',
  });
  expect(await alice.statement()).toMatchObject({ balance: 10_000, held: 0 });
  expect((await alice.rent(bike.code)).json.fence).toBe(2);
});

test('the device ends a rental by itself; a stranger, an old fence or another device cannot', async () => {
  const [bike, other, alice] = [await connectedDevice(), await connectedDevice(), await rider()];
  const { json } = await alice.rent(bike.code);
  await bike.answer(await bike.hear(/commands/), 'done');
  const state = async () => (await alice.rental(json.rental_id)).state;
  await eventually(async () => expect(await state()).toBe('active'));
  const says = ({ client, id }: TestDevice, fence: number) => {
    const event = { type: 'released', rental_id: json.rental_id, fence, at: Date.now() };
    return client.publishAsync(`devices/${id}/events`, JSON.stringify(event), { qos: 1 });
  };
  await says(other, 1);
  await says(bike, 0);
  const stranger = await rider();
  expect((await stranger.call(`/v1/rentals/${json.rental_id}/release`, { method: 'POST' })).json.reason).toBe(
    'rental_unknown',
  );
  expect(await state()).toBe('active');
  await says(bike, 1);
  await eventually(async () => expect(await state()).toBe('settled'));
});

test('an operator ends any rental', async () => {
  const [bike, alice] = [await connectedDevice(), await rider()];
  const { json } = await alice.rent(bike.code);
  const { status, json: ended } = await api(`/v1/rentals/${json.rental_id}/release`, {
    role: 'operator',
    method: 'POST',
  });
  expect([status, ended.state, ended.reason]).toEqual([200, 'cancelled', 'released_by_operator']);
});

test('a device that comes back with an old lease is told, with a fence that it must obey', async () => {
  const [bike, alice] = [await connectedDevice(), await rider()];
  const { json } = await alice.rent(bike.code);
  await bike.answer(await bike.hear(/commands/), 'done');
  await eventually(async () => expect((await alice.rental(json.rental_id)).state).toBe('active'));
  await alice.release(json.rental_id);
  await bike.hear(/-release$/);
  bike.heard.length = 0;
  await bike.report({ lease: { phone_id: alice.phone, rental_id: json.rental_id, fence: 1 } });
  expect(await bike.hear(/commands/)).toMatchObject({ type: 'release', rental_id: json.rental_id, fence: 1 });
});

test('a device that starts anew without its lease ends the rental', async () => {
  const [bike, alice] = [await connectedDevice(), await rider()];
  const { json } = await alice.rent(bike.code);
  await bike.answer(await bike.hear(/commands/), 'done');
  const path = `/v1/rentals/${json.rental_id}`;
  await eventually(async () => expect((await alice.call(path)).json.state).toBe('active'));
  await bike.report({ lease: { phone_id: alice.phone, rental_id: json.rental_id, fence: 1 }, battery: 0.5 });
  await eventually(async () => expect((await alice.call(`/v1/devices/${bike.id}`)).json.battery).toBe(0.5));
  const anew = JSON.stringify({ seq: 1, boot: 'anew', at: Date.now() });
  await bike.client.publishAsync(`devices/${bike.id}/state`, anew, { qos: 1 });
  await eventually(async () => {
    expect((await alice.call(path)).json).toMatchObject({ state: 'settled', reason: 'lost_by_device', amount: 100 });
  });
});

test('the same over MQTT, by the same code: rent, retry, release, and every answer with its reason', async () => {
  const [bike, alice] = [await connectedDevice(), await rider()];
  const phone = await connectedPhone(alice);
  const ask = async (id: string, body: unknown) => {
    phone.heard.length = 0;
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    await phone.client.publishAsync(`phones/${alice.phone}/requests/${id}`, payload, { qos: 1 });
    return phone.hear(new RegExp(`responses/${id}$`));
  };
  const first = await ask('r1', { code: bike.code });
  expect(first).toMatchObject({ state: 'requested', device_id: bike.id });
  expect((await ask('r1', { code: bike.code })).rental_id).toBe(first.rental_id);
  expect(await ask('r1', { code: `${bike.code}x` })).toMatchObject({ status: 400, reason: 'code_invalid' });
  expect(await ask('r2', { code: bike.code })).toMatchObject({ status: 409, reason: 'device_in_use' });
  expect(await ask('r3', 'not json')).toMatchObject({ status: 400, reason: 'invalid_body' });
  expect(await ask('r4', { rental_id: unique('none') })).toMatchObject({ status: 404, reason: 'rental_unknown' });
  expect(await ask('r5', { rental_id: first.rental_id })).toMatchObject({ state: 'cancelled', reason: 'released' });
});

describe('every refusal through the front door', () => {
  const reasonOf = async (reply: Promise<{ status: number; json: { reason: string } }>) => {
    const { status, json } = await reply;
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    return json.reason;
  };

  test('of the code', async () => {
    const [bike, alice] = [await connectedDevice(), await rider()];
    expect(await reasonOf(alice.rent(bike.id))).toBe('code_invalid');
    expect(await reasonOf(alice.rent(`d.${bike.id}.v1.AAAAAAAAAAAAAAAAAAAAAA`))).toBe('code_invalid');
    const again = await api(`/v1/devices/${bike.id}`, {
      role: 'operator',
      method: 'PUT',
      body: { kind: 'bike', reissue_code: true },
    });
    expect(again.json.code).not.toBe(bike.code);
    expect(await reasonOf(alice.rent(bike.code))).toBe('code_expired');
    expect((await alice.rent(again.json.code)).status).toBe(201);
  });

  test('of the device', async () => {
    const [bike, alice, bob] = [await connectedDevice(), await rider(), await rider()];
    const put = (body: object) =>
      api(`/v1/devices/${bike.id}`, { role: 'operator', method: 'PUT', body: { kind: 'bike', ...body } });
    await put({ status: 'out_of_service' });
    expect(await reasonOf(alice.rent(bike.code))).toBe('device_out_of_service');
    await put({ status: 'available' });
    await alice.rent(bike.code);
    expect(await reasonOf(bob.rent(bike.code))).toBe('device_in_use');
    const lonely = await connectedDevice();
    await lonely.client.endAsync();
    await online(lonely.id, false);
    expect(await reasonOf(bob.rent(lonely.code))).toBe('device_offline');
    expect(await reasonOf(put({ kind: 'washer' }) as never)).toBe('kind_fixed');
  });

  test('of the account', async () => {
    const bike = await connectedDevice();
    expect(await reasonOf((await rider(100)).rent(bike.code))).toBe('insufficient_balance');
    expect(await reasonOf((await rider(10_000, { blocked: true })).rent(bike.code))).toBe('account_blocked');
    const token = await issue({ sub: unique('nobody'), role: 'rider', phone_id: unique('phone') });
    expect(await reasonOf(api('/v1/rentals', { token, method: 'POST', body: { code: bike.code } }) as never)).toBe(
      'account_unknown',
    );
    const alice = await rider();
    await alice.rent(bike.code);
    expect(await reasonOf(alice.rent((await connectedDevice()).code))).toBe('too_many_rentals');
  });

  test('of the phone and the key', async () => {
    const [bike, alice] = [await connectedDevice(), await rider()];
    const body = { code: bike.code, phone_id: 'somebody-elses' };
    expect(await reasonOf(alice.call('/v1/rentals', { method: 'POST', body }))).toBe('invalid_phone_id');
    const key = { 'idempotency-key': 'k' };
    const { json } = await alice.rent(bike.code, key);
    expect((await alice.rent(bike.code, key)).json.rental_id).toBe(json.rental_id);
    await alice.release(json.rental_id);
    bike.heard.length = 0;
    expect((await alice.rent(bike.code, key)).json).toMatchObject({ rental_id: json.rental_id, state: 'cancelled' });
    expect(bike.heard.filter(({ payload }) => payload.type === 'bind')).toEqual([]); // what is over is not begun again
    const other = await connectedDevice();
    expect(await reasonOf(alice.rent(other.code, key))).toBe('idempotency_key_reused');
    expect(await reasonOf(alice.rent(bike.code, { 'idempotency-key': 'x'.repeat(129) }))).toBe(
      'invalid_idempotency_key',
    );
  });
});
