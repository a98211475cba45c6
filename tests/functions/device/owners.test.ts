import { handler as share } from '../../../functions/device/http/share.ts';
import { handler as unshare } from '../../../functions/device/http/unshare.ts';
import { devicesOf } from '../../../functions/device/index.ts';
import type { Caller } from '../../../lib/http.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { connection, newDevice, RIDER } from './doors.ts';

withRedis();

const rider = (sub: string): Caller => ({ ...RIDER, sub });
const add = (caller: Caller, id: string, account_id: string, role?: string) =>
  call(share, { method: 'POST', path: { device_id: id }, body: { account_id, ...(role && { role }) }, caller });
const remove = (caller: Caller, id: string, account_id: string) =>
  call(unshare, { method: 'DELETE', path: { device_id: id }, body: { account_id }, caller });

/** A device that this account owns. */
async function ownedBy(account: string): Promise<string> {
  const id = await newDevice();
  await add(OPERATOR, id, account, 'owner');
  return id;
}

test('an operator names the first owner, who names guests and further owners', async () => {
  const [alice, bob, carol] = [unique('alice'), unique('bob'), unique('carol')];
  const id = await newDevice();
  expect(await add(OPERATOR, id, alice, 'owner')).toMatchObject({
    status: 200,
    json: { device_id: id, owners: { [alice]: 'owner' } },
  });
  await add(rider(alice), id, bob);
  const { json } = await add(rider(alice), id, carol, 'owner');
  expect(json).toEqual({ device_id: id, owners: { [alice]: 'owner', [bob]: 'guest', [carol]: 'owner' } });
  expect([...(await devicesOf(bob)).keys()]).toEqual([id]);
});

test('who is no owner changes nothing, a guest neither', async () => {
  const [alice, bob, eve] = [unique('alice'), unique('bob'), unique('eve')];
  const id = await ownedBy(alice);
  await add(rider(alice), id, bob);
  const refused = { status: 403, json: { reason: 'not_owner' } };
  for (const who of [bob, eve]) {
    expect(await add(rider(who), id, eve, 'owner')).toMatchObject(refused);
    expect(await remove(rider(who), id, alice)).toMatchObject(refused);
  }
  for (const role of ['partner', 'device'] as const) {
    expect((await add({ sub: alice, role }, id, eve)).status).toBe(403);
    expect((await remove({ sub: alice, role }, id, alice)).status).toBe(403);
  }
  expect([...(await devicesOf(eve)).keys()]).toEqual([]);
  expect([...(await devicesOf(alice)).keys()]).toEqual([id]);
});

test('an account that is taken away reads the device no more; others do', async () => {
  const [alice, bob] = [unique('alice'), unique('bob')];
  const id = await ownedBy(alice);
  await add(rider(alice), id, bob);
  expect(await remove(rider(alice), id, bob)).toMatchObject({
    status: 200,
    json: { device_id: id, owners: { [alice]: 'owner' } },
  });
  expect([...(await devicesOf(bob)).keys()]).toEqual([]);
  expect((await remove(OPERATOR, id, alice)).json.owners).toEqual({});
  expect(await add(rider(alice), id, bob)).toMatchObject({ status: 403, json: { reason: 'not_owner' } });
});

test('a device that nobody has registered is shared by nobody', async () => {
  const stranger = unique('stranger');
  await connection(stranger, true);
  const unknown = { status: 404, json: { reason: 'device_unknown' } };
  for (const id of [stranger, unique('nothing'), 'a/b']) {
    expect(await add(OPERATOR, id, 'alice')).toMatchObject(unknown);
    expect(await remove(OPERATOR, id, 'alice')).toMatchObject(unknown);
  }
});

test('an account has fifty devices in a role and no more; what others share takes no room from what it owns', async () => {
  const [alice, eve] = [unique('alice'), unique('eve')];
  const mine = await Promise.all(Array.from({ length: 50 }, () => ownedBy(alice)));
  const hers = await Promise.all(Array.from({ length: 50 }, () => ownedBy(eve)));
  const one = await newDevice();
  const full = { status: 409, json: { reason: 'too_many_devices' } };
  expect(await add(OPERATOR, one, alice, 'owner')).toMatchObject(full);
  for (const id of hers) expect((await add(rider(eve), id, alice)).status).toBe(200);
  expect(await add(OPERATOR, one, alice)).toMatchObject(full);
  expect((await add(OPERATOR, mine[0]!, alice, 'owner')).status).toBe(200); // as it is already
  expect(await add(OPERATOR, mine[0]!, alice, 'guest')).toMatchObject(full);
  expect((await remove(OPERATOR, mine[1]!, alice)).status).toBe(200);
  expect((await add(OPERATOR, one, alice, 'owner')).status).toBe(200);
});

test('a guest may leave, and only for itself', async () => {
  const [alice, bob, eve] = [unique('alice'), unique('bob'), unique('eve')];
  const id = await ownedBy(alice);
  await add(rider(alice), id, bob);
  await add(rider(alice), id, eve);
  expect(await remove(rider(bob), id, eve)).toMatchObject({ status: 403, json: { reason: 'not_owner' } });
  expect((await remove(rider(bob), id, bob)).json.owners).toEqual({ [alice]: 'owner', [eve]: 'guest' });
  expect((await devicesOf(bob)).size).toBe(0);
  expect(await remove(rider(bob), id, bob)).toMatchObject({ status: 403, json: { reason: 'not_owner' } });
});

test('the last owner stays one, unless an operator says otherwise', async () => {
  const [alice, bob] = [unique('alice'), unique('bob')];
  const id = await ownedBy(alice);
  const last = { status: 409, json: { reason: 'last_owner' } };
  expect(await remove(rider(alice), id, alice)).toMatchObject(last);
  expect(await add(rider(alice), id, alice)).toMatchObject(last);
  await add(rider(alice), id, bob, 'owner');
  expect((await add(rider(alice), id, alice)).json.owners).toEqual({ [alice]: 'guest', [bob]: 'owner' });
  expect(await remove(rider(bob), id, bob)).toMatchObject(last);
  expect((await remove(OPERATOR, id, bob)).json.owners).toEqual({ [alice]: 'guest' });
});

test('a guest makes no owner of itself', async () => {
  const [alice, bob] = [unique('alice'), unique('bob')];
  const id = await ownedBy(alice);
  await add(rider(alice), id, bob);
  expect(await add(rider(bob), id, bob, 'owner')).toMatchObject({ status: 403, json: { reason: 'not_owner' } });
  expect([...(await devicesOf(bob))]).toEqual([[id, 'guest']]);
});
