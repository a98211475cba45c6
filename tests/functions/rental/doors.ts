import { accountRoutes } from '../../../events/account/routes.ts';
import { rentalRoutes } from '../../../events/rental/routes.ts';
import { handler as creditAccount } from '../../../functions/account/http/credit.ts';
import { handler as getAccount } from '../../../functions/account/http/get.ts';
import { handler as putAccount } from '../../../functions/account/http/put.ts';
import { handler as putDevice } from '../../../functions/device/http/put.ts';
import { handler as create } from '../../../functions/rental/http/create.ts';
import { handler as getRental } from '../../../functions/rental/http/get.ts';
import { handler as list } from '../../../functions/rental/http/list.ts';
import { handler as releaseRental } from '../../../functions/rental/http/release.ts';
import { handler as result } from '../../../functions/rental/mqtt/result.ts';
import type { Rental } from '../../../functions/rental/rental.ts';
import type { Caller } from '../../../lib/http.ts';
import { redis } from '../../../lib/redis.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { unique } from '../../harness/unique.ts';
import { clockIs, connection, MINUTE, SECOND } from '../device/doors.ts';
import { withProducts } from '../product/doors.ts';

export { clockIs, connection, MINUTE, SECOND };

export interface TestDevice {
  id: string;
  code: string;
}

/** A registered device with a connection. */
export async function newDevice(kind: string): Promise<TestDevice> {
  await withProducts();
  const id = unique('device');
  const path = { device_id: id };
  const { status, json } = await call(putDevice, { method: 'PUT', path, body: { kind }, caller: OPERATOR });
  expect(status).toBe(201);
  await connection(id, true, 0);
  return { id, code: json.code };
}

/** A rider whose account has money. */
export async function newRider(amount = 10_000, max_rentals = 1): Promise<Caller> {
  const rider: Caller = { sub: unique('rider'), role: 'rider', phone_id: unique('phone') };
  const about = { path: { account_id: rider.sub }, caller: OPERATOR };
  await call(putAccount, { ...about, method: 'PUT', body: { currency: 'CNY', max_rentals } });
  const headers = { 'idempotency-key': 'first' };
  const { status } = await call(creditAccount, { ...about, method: 'POST', body: { amount }, headers });
  expect(status).toBe(200);
  return rider;
}

export const rent = (rider: Caller, { code }: TestDevice, headers: Record<string, string> = {}) =>
  call(create, { method: 'POST', body: { code, phone_id: rider.phone_id }, headers, caller: rider });

/** A rental that must come about. */
export async function rented(rider: Caller, device: TestDevice): Promise<Rental> {
  const { status, json } = await rent(rider, device);
  expect([status, json.state]).toEqual([201, 'requested']);
  return json;
}

/** The device has done as it was told: the rental becomes active. */
export function obey({ rental_id, device_id, fence }: Rental): Promise<void> {
  return result({ device_id, command_id: `rental-${rental_id}`, outcome: 'done', fence, at: Date.now() });
}

export const release = (caller: Caller, { rental_id }: Rental) =>
  call(releaseRental, { method: 'POST', path: { rental_id }, caller });

/** An active rental of a new device. */
export async function active(rider: Caller, kind: string): Promise<Rental> {
  const rental = await rented(rider, await newDevice(kind));
  await obey(rental);
  return rental;
}

export const rentalNow = async ({ rental_id }: Rental): Promise<Rental> =>
  (await call(getRental, { path: { rental_id }, caller: OPERATOR })).json;

/** The ids of an account's rentals, newest first. */
export async function listed(rider: Caller): Promise<string[]> {
  const { json } = await call(list, { route: rentalRoutes.list, caller: rider });
  return json.rentals.map(({ rental_id }: Rental) => rental_id);
}

export const accountOf = async (rider: Caller) =>
  (await call(getAccount, { route: accountRoutes.get, caller: rider })).json;

export const balanceOf = async (rider: Caller): Promise<number> => (await accountOf(rider)).balance;

/** Stands between a decision and what it reads of a rental; other scripts run as they are. */
export function betweenReads(rentalId: string, meanwhile: (read: () => Promise<unknown>) => Promise<unknown>) {
  const client = redis();
  const evalsha = client.evalsha.bind(client);
  return jest.spyOn(client, 'evalsha').mockImplementation((async (sha: string, keys: string[], args: unknown[]) => {
    const read = () => evalsha(sha, keys, args);
    return `${keys}` === `rental:${rentalId}` && `${args}` === '{}' ? meanwhile(read) : read();
  }) as never);
}
