import { handler as getDevice } from '../../../functions/device/http/get.ts';
import { handler as nearbyDevices } from '../../../functions/device/http/nearby.ts';
import { handler as putDevice } from '../../../functions/device/http/put.ts';
import { handler as presence } from '../../../functions/device/mqtt/presence.ts';
import { handler as state } from '../../../functions/device/mqtt/state.ts';
import type { Caller } from '../../../lib/http.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { unique } from '../../harness/unique.ts';
import { withProducts } from '../product/doors.ts';

// This day, because Redis forgets by its own clock what is of a day long past.
export const T0 = Math.floor(Date.now() / 86_400_000) * 86_400_000;
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

/** The clock of every function that is called from now on. */
export const clockIs = (ms: number): void => void jest.spyOn(Date, 'now').mockReturnValue(ms);
afterEach(() => jest.restoreAllMocks());

export const RIDER: Caller = { sub: 'a-rider', role: 'rider', phone_id: 'a-phone' };

export const register = async (id: string, body: object = {}, headers: Record<string, string> = {}) => {
  await withProducts();
  return call(putDevice, {
    method: 'PUT',
    path: { device_id: id },
    body: { kind: 'bike', ...body },
    headers,
    caller: OPERATOR,
  });
};

/** A registered device. */
export async function newDevice(body: object = {}): Promise<string> {
  const id = unique('device');
  expect((await register(id, body)).status).toBe(201);
  return id;
}

export const seen = async (id: string, caller = OPERATOR) =>
  (await call(getDevice, { path: { device_id: id }, caller })).json;

/** The broker says that a connection of the device has come or gone. */
export const connection = (id: string, stands: boolean, timestamp = T0, more: object = {}): Promise<void> =>
  presence({
    clientId: id,
    timestamp,
    eventType: stands ? 'connected' : 'disconnected',
    sessionIdentifier: 'session',
    versionNumber: 0,
    ...more,
  });

/** A registered device with a connection. */
export async function onlineDevice(body: object = {}): Promise<string> {
  const id = await newDevice(body);
  await connection(id, true);
  return id;
}

/** The device says how it is; the broker takes it at that very time. */
export const report = (id: string, seq: number, more: object = {}) =>
  state(sqsEvent(envelope(id, { seq, boot: 'a', at: T0 + seq * SECOND, ...more }, T0 + seq * SECOND)));

export const near = (query: Record<string, string>) => call(nearbyDevices, { query, caller: RIDER });
