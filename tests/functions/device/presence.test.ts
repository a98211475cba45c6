import { presenceOf } from '../../../functions/device/index.ts';
import { readDevice } from '../../../functions/device/store.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { connection, MINUTE, newDevice, report, seen, T0 } from './doors.ts';

withRedis();

const isOnline = async (id: string) => (await seen(id)).online;

test('a device is online while its connection stands, and lost since that has ended', async () => {
  const id = await newDevice();
  expect([await isOnline(id), await presenceOf(id)]).toEqual([false, undefined]);
  await connection(id, true);
  expect([await isOnline(id), await presenceOf(id)]).toEqual([true, { online: true, since: T0 }]);
  await connection(id, false, T0 + MINUTE);
  expect([await isOnline(id), await presenceOf(id)]).toEqual([false, { online: false, since: T0 + MINUTE }]);
});

test('who the principal of a connection is does not matter', async () => {
  const id = await newDevice();
  await connection(id, true, T0, { principalIdentifier: 'whatever' });
  expect(await isOnline(id)).toBe(true);
});

test.each(['a b', '*', 'phone:bike', 'x'.repeat(65)])('%j is no device, and leaves nothing behind', async (id) => {
  await connection(id, true);
  expect((await readDevice(id)).size).toBe(0);
});

describe('of two connections', () => {
  const later = (span: number, versionNumber: number) => async (id: string) => {
    await connection(id, true, T0, { versionNumber: 5 });
    await connection(id, false, T0 + span, { versionNumber, sessionIdentifier: 'another' });
  };
  test.each([
    ['within ten minutes the higher version counts', 10 * MINUTE, 6, false],
    ['within ten minutes a lower version is old', 10 * MINUTE, 4, true],
    ['the same version is no news', MINUTE, 5, true],
    ['past ten minutes the later one counts, whatever its version', 10 * MINUTE + 1, 0, false],
    ['what is older by more than ten minutes is old, whatever its version', -10 * MINUTE - 1, 9, true],
    ['what is older by ten minutes counts by its version', -10 * MINUTE, 9, false],
  ])('%s', async (_, span, version, stands) => {
    const id = await newDevice();
    await later(span, version)(id);
    expect(await isOnline(id)).toBe(stands);
  });
});

test('the end of a connection that comes before its beginning is the end', async () => {
  const id = unique('device');
  await connection(id, false, T0 + 1000);
  await connection(id, true, T0);
  expect(Object.fromEntries(await readDevice(id))).toEqual({
    online: '0',
    session: 'session',
    session_version: '0',
    session_at: String(T0 + 1000),
  });
});

test('the end of a first connection whose beginning was not told counts, though the device was heard', async () => {
  const id = await newDevice();
  await report(id, 1);
  expect(await isOnline(id)).toBe(true);
  await connection(id, false, T0 + MINUTE);
  expect(await isOnline(id)).toBe(false);
});
