import { handler as getDevice } from '../../../functions/device/http/get.ts';
import { changeOwner } from '../../../functions/device/owners.ts';
import type { Caller } from '../../../lib/http.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { clockIs, connection, MINUTE, newDevice, onlineDevice, RIDER, report, SECOND, seen, T0 } from './doors.ts';
import { setKept } from './kept.ts';

withRedis();
withBroker();
beforeEach(() => clockIs(T0));

const get = (id: string, caller?: Caller) => call(getDevice, { path: { device_id: id }, ...(caller && { caller }) });

const lend = (id: string, until: number) =>
  setKept(id, { lease_rental: 'ride', lease_phone: 'phone', lease_until: until, fence: 7 });

test('what a device is to whom', async () => {
  const id = await onlineDevice({ venue_id: 'mall', position: [10, 50] });
  await changeOwner(id, 'an-owner', 'owner', undefined);
  await changeOwner(id, 'a-guest', 'guest', undefined);
  await report(id, 1, { battery: 0, status: 'fault', properties: { locked: false } });
  await lend(id, T0 + MINUTE);

  const forAll = {
    device_id: id,
    product: 'bike',
    kind: 'bike',
    status: 'available',
    online: true,
    in_use: true,
    venue_id: 'mall',
    position: [10, 50],
    battery: 0,
    reported_at: T0 + SECOND,
  };
  const all = {
    ...forAll,
    state: { seq: 1, boot: 'a', status: 'fault', properties: { battery: 0, locked: false } },
    fence: 7,
    rental_id: 'ride',
    phone_id: 'phone',
    owners: { 'an-owner': 'owner', 'a-guest': 'guest' },
  };
  const { json } = await get(id, OPERATOR);
  expect(json).toEqual({ ...all, code: expect.stringMatching(`^d\\.${id}\\.v1\\.`) });
  expect(await seen(id, { ...RIDER, sub: 'an-owner' })).toEqual(all);
  const { rental_id: _, phone_id: __, ...forGuests } = all;
  expect(await seen(id, { ...RIDER, sub: 'a-guest' })).toEqual(forGuests);
  expect(await seen(id, { ...RIDER, sub: 'a-guest', phone_id: 'phone' })).toEqual(all); // who has it
  expect(await seen(id, { sub: id, role: 'device' })).toEqual(all);

  const others: Caller[] = [
    RIDER,
    { sub: id, role: 'rider' },
    { sub: 'another', role: 'device' },
    { sub: 'an-owner', role: 'device' },
    { sub: 'an-owner', role: 'partner' },
    { sub: id, role: 'partner' },
  ];
  for (const caller of others) expect(await seen(id, caller)).toEqual(forAll);
});

test('a device that has said nothing and is nowhere', async () => {
  const id = await newDevice();
  const known = { device_id: id, product: 'bike', kind: 'bike', status: 'available', online: false, in_use: false };
  expect(await seen(id, RIDER)).toEqual(known);
  const code = expect.any(String);
  expect(await seen(id)).toEqual({ ...known, state: {}, fence: 0, owners: {}, code });
});

test('a lease that a device repeats is not shown as its state', async () => {
  const id = await onlineDevice();
  await lend(id, T0 + MINUTE);
  await report(id, 1, { lease: { rental_id: 'ride', phone_id: 'phone', fence: 7 } });
  expect((await seen(id)).state).toEqual({ seq: 1, boot: 'a' });
});

test('a lease is over at its deadline, though nobody has cleared it', async () => {
  const id = await onlineDevice();
  await lend(id, T0 + 1);
  expect(await seen(id)).toMatchObject({ in_use: true, rental_id: 'ride' });
  clockIs(T0 + 1);
  const over = await seen(id);
  expect(over.in_use).toBe(false);
  expect(over).not.toHaveProperty('rental_id');
  expect(over).not.toHaveProperty('phone_id');
});

test('nobody on the way keeps what is said of a device', async () => {
  const id = await newDevice();
  for (const role of ['owner', 'guest']) await changeOwner(id, role, role, undefined);
  for (const caller of [OPERATOR, RIDER, { ...RIDER, sub: 'owner' }, { ...RIDER, sub: 'guest' }]) {
    expect((await get(id, caller)).headers).toMatchObject({ 'cache-control': 'no-store' });
  }
});

test('a device that nobody has registered is unknown, also where it has connected, or can be none', async () => {
  const stranger = unique('stranger');
  await connection(stranger, true);
  for (const id of [stranger, unique('nothing'), 'no such id', 'a/b', '.hidden']) {
    expect(await get(id, OPERATOR)).toMatchObject({ status: 404, json: { reason: 'device_unknown' } });
  }
  expect(await get(stranger)).toMatchObject({ status: 401, json: { reason: 'token_missing' } });
});
