import { handler as putDevice } from '../../../functions/device/http/put.ts';
import { readCode } from '../../../functions/device/index.ts';
import { keys } from '../../../functions/device/keys.ts';
import { deviceOfVehicle, readDevice } from '../../../functions/device/store.ts';
import { recordId } from '../../../lib/idempotency.ts';
import { redis } from '../../../lib/redis.ts';
import { CODE_KEYS } from '../../harness/aws.ts';
import { call } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { connection, newDevice, RIDER, register, report, seen } from './doors.ts';

withRedis();

test('a registration is answered as it was taken, with the code of the sticker and the key of the device', async () => {
  const id = unique('device');
  const body = { kind: 'washer', position: [121.47, 31.23], venue_id: 'mall' };
  const first = await register(id, body);
  const [code, key] = [expect.any(String), expect.stringMatching(`^k\\.${id}\\.v1\\.`)];
  expect(first).toMatchObject({ status: 201 });
  expect(first.json).toEqual({ device_id: id, product: 'washer', ...body, status: 'available', code, key });
  expect(readCode(first.json.code, CODE_KEYS)).toEqual({ device_id: id, code_version: 1 });

  const second = await register(id, { kind: 'washer', status: 'out_of_service' });
  expect(second).toMatchObject({ status: 200 });
  expect(second.json).toEqual({
    device_id: id,
    product: 'washer',
    kind: 'washer',
    status: 'out_of_service',
    venue_id: 'mall',
    code: first.json.code,
    key: first.json.key,
  });
});

test('a later registration replaces the status and the venue', async () => {
  const id = await newDevice({ venue_id: 'mall' });
  expect(await seen(id)).toMatchObject({ venue_id: 'mall', status: 'available' });
  await register(id, { status: 'out_of_service', venue_id: 'other' });
  expect(await seen(id)).toMatchObject({ status: 'out_of_service', venue_id: 'other' });
});

test('a device keeps its kind, its connection, its state and its id in the feed', async () => {
  const id = await newDevice();
  await connection(id, true);
  await report(id, 1, { battery: 0.5 });
  const vehicle = (await readDevice(id)).get('vehicle_id')!;
  expect(await register(id, { kind: 'washer', status: 'out_of_service' })).toMatchObject({
    status: 409,
    json: { reason: 'kind_fixed' },
  });
  await register(id);
  expect(await seen(id)).toMatchObject({ kind: 'bike', status: 'available', online: true, battery: 0.5 });
  expect((await readDevice(id)).get('vehicle_id')).toBe(vehicle);
  expect(await deviceOfVehicle(vehicle)).toBe(id);
});

test.each(['rider', 'partner', 'device'] as const)('a %s registers nothing', async (role) => {
  const path = { device_id: unique('device') };
  const answer = await call(putDevice, { method: 'PUT', path, body: { kind: 'bike' }, caller: { ...RIDER, role } });
  expect(answer).toMatchObject({ status: 403, json: { reason: 'role_not_allowed' } });
});

describe('a code that is issued again', () => {
  const versionOf = ({ json }: { json: { code: string } }) =>
    (readCode(json.code, CODE_KEYS) as { code_version: number }).code_version;
  const reissue = (id: string, key?: string, body: object = {}) =>
    register(id, { reissue_code: true, ...body }, key === undefined ? {} : { 'Idempotency-Key': key });

  test('is the next one, once for each key, and is the one that counts', async () => {
    const id = await newDevice();
    const versions = [];
    for (const key of ['k', 'k', 'l', undefined, undefined]) versions.push(versionOf(await reissue(id, key)));
    expect(versions).toEqual([2, 2, 3, 4, 5]);
    expect(readCode((await seen(id)).code, CODE_KEYS)).toEqual({ device_id: id, code_version: 5 });
    expect(versionOf(await register(id))).toBe(5);
  });

  test('is the first where the device is new, and keys of several devices are apart', async () => {
    for (const id of [unique('device'), unique('device')]) expect(versionOf(await reissue(id, 'new'))).toBe(1);
  });

  test('is refused to another request under the same key', async () => {
    const id = await newDevice();
    await reissue(id, 'k');
    expect(await reissue(id, 'k', { status: 'out_of_service' })).toMatchObject({
      status: 422,
      json: { reason: 'idempotency_key_reused' },
    });
    expect((await seen(id)).status).toBe('available');
  });

  test('is remembered for seven days', async () => {
    const id = await newDevice();
    await reissue(id, 'k');
    const left = await redis().pttl(keys.reissued(recordId(['reissue', id], 'k')));
    expect(left).toBeGreaterThan(6.99 * 86_400_000);
    expect(left).toBeLessThanOrEqual(7 * 86_400_000);
  });
});

test('what a registration leaves out stays as it was', async () => {
  const id = unique('device');
  const { json } = await register(id, { venue_id: 'mall', status: 'out_of_service' });
  const again = await register(id, { reissue_code: true }, { 'idempotency-key': 'a-new-sticker' });
  expect(again.json).toMatchObject({ venue_id: 'mall', status: 'out_of_service' });
  expect(again.json.code).not.toBe(json.code);
  expect(await seen(id)).toMatchObject({ venue_id: 'mall', status: 'out_of_service' });
  await register(id, { status: 'available' });
  expect(await seen(id)).toMatchObject({ venue_id: 'mall', status: 'available' });
  const { json: moved } = await register(id, { venue_id: null });
  expect(moved).not.toHaveProperty('venue_id');
  expect(await seen(id)).not.toHaveProperty('venue_id');
});

test('a new device is available, and at no venue', async () => {
  const id = unique('device');
  const { json } = await register(id);
  expect(json).toMatchObject({ status: 'available', product: 'bike', kind: 'bike' });
  expect(json).not.toHaveProperty('venue_id');
});
