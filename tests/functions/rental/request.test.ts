import { notePhone } from '../../../functions/account/index.ts';
import { handler as request } from '../../../functions/rental/mqtt/request.ts';
import type { Caller } from '../../../lib/http.ts';
import { redis } from '../../../lib/redis.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, MINUTE, newDevice, newRider, rentalNow, SECOND } from './doors.ts';

withRedis();
const published = withBroker();

const T0 = Date.now();
beforeEach(() => clockIs(T0));

/** The answers to what a phone asks, in their order. */
async function ask({ sub, phone_id = '' }: Caller, request_id: string, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  await notePhone(phone_id, sub, Date.now());
  await request({ data: Buffer.from(text).toString('base64'), phone_id, request_id, received_at: Date.now() });
  return published(new RegExp(`^phones/${phone_id}/responses/${request_id}$`)).at(-1);
}

test('a phone rents and releases over MQTT as it does over HTTP, each once', async () => {
  const [rider, { id, code }] = [await newRider(), await newDevice('bike')];
  const first = await ask(rider, 'r1', { code });
  expect(first).toMatchObject({ state: 'requested', device_id: id, account_id: rider.sub, phone_id: rider.phone_id });
  expect(await ask(rider, 'r1', { code })).toEqual(first);
  expect(await ask(rider, 'r1', { code: (await newDevice('bike')).code })).toMatchObject({
    status: 422,
    reason: 'idempotency_key_reused',
  });
  clockIs(T0 + SECOND);
  const released = await ask(rider, 'r2', { rental_id: first.rental_id });
  expect(released).toMatchObject({ state: 'cancelled', reason: 'released', ended_at: T0 + SECOND, currency: 'CNY' });
  expect(released).toEqual(await rentalNow(first));
});

test.each([
  ['not json', 400, 'invalid_body'],
  ['null', 400, 'invalid_body'],
  ['5', 400, 'invalid_body'],
  ['{}', 400, 'invalid_code'],
  ['{"rental_id":5}', 400, 'invalid_rental_id'],
  ['{"rental_id":"none"}', 404, 'rental_unknown'],
  ['{"code":"none"}', 400, 'code_invalid'],
])('%s is answered with a problem', async (body, status, reason) => {
  const answer = await ask(await newRider(), 'r1', body);
  expect(answer).toMatchObject({ type: 'about:blank', status, reason, detail: expect.any(String) });
});

test('what is no JSON is told so', async () => {
  expect((await ask(await newRider(), 'r1', 'not json')).detail).toBe('The payload must be JSON.');
});

test("another account's rental cannot be released", async () => {
  const [rider, stranger, { code }] = [await newRider(), await newRider(), await newDevice('bike')];
  const { rental_id } = await ask(rider, 'r1', { code });
  expect(await ask(stranger, 'r1', { rental_id })).toMatchObject({ status: 404, reason: 'rental_unknown' });
});

test('a request whose answer would have no topic is not carried out; the longest that has one is', async () => {
  const rider = { ...(await newRider()), phone_id: 'p' };
  const { code } = await newDevice('bike');
  const longest = 'ä'.repeat((256 - 'phones/p/responses/'.length - 1) / 2);
  expect(await ask(rider, `${longest}xy`, { code })).toBeUndefined();
  expect(published(/./)).toEqual([]);
  expect(await ask(rider, `${longest}x`, { code })).toMatchObject({ state: 'requested' });
});

test('what fails on our side is not answered but tried again', async () => {
  const [rider, { code }] = [await newRider(), await newDevice('bike')];
  await notePhone(rider.phone_id!, rider.sub, T0);
  const data = Buffer.from('{"rental_id":"r"}').toString('base64');
  jest.spyOn(redis(), 'evalsha').mockRejectedValue(new Error('out of reach'));
  const asked = request({ data, phone_id: rider.phone_id!, request_id: 'r1', received_at: T0 });
  await expect(asked).rejects.toThrow('out of reach');
  jest.restoreAllMocks();
  expect(await ask(rider, 'r2', { code })).toMatchObject({ state: 'requested' });
});

describe('a request that has waited', () => {
  const at = async (received_at: number, asked = T0) => {
    const rider = await newRider();
    await notePhone(rider.phone_id!, rider.sub, T0 - 10 * MINUTE);
    const data = Buffer.from(JSON.stringify({ code: (await newDevice('bike')).code })).toString('base64');
    clockIs(asked);
    await request({ data, phone_id: rider.phone_id!, request_id: 'late', received_at });
    return published(new RegExp(`^phones/${rider.phone_id}/responses/late$`)).at(-1);
  };

  test('half a minute is carried out, a longer one is not', async () => {
    expect(await at(T0 - 30 * SECOND)).toMatchObject({ state: 'requested' });
    expect(await at(T0 - 30 * SECOND - 1)).toMatchObject({ status: 408, reason: 'request_too_old' });
  });
});

describe('whose a request is', () => {
  const rents = async (phone_id: string, received_at: number) => {
    const data = Buffer.from(JSON.stringify({ code: (await newDevice('bike')).code })).toString('base64');
    await request({ data, phone_id, request_id: 'r', received_at });
    return published(new RegExp(`^phones/${phone_id}/responses/r$`)).at(-1);
  };

  test('says the connection that the phone had when it asked, also where that was checked again since', async () => {
    const [first, second] = [await newRider(), await newRider()];
    const phone = first.phone_id!;
    await notePhone(phone, first.sub, T0 - MINUTE);
    await notePhone(phone, first.sub, T0);
    expect(await rents(phone, T0 - SECOND)).toMatchObject({ account_id: first.sub });
    await notePhone(phone, second.sub, T0 + 1);
    clockIs(T0 + 2);
    expect(await rents(phone, T0)).toMatchObject({ reason: 'request_too_old' });
  });

  test('of a phone that nobody has seen connect is tried again', async () => {
    const data = Buffer.from('{}').toString('base64');
    const asked = request({ data, phone_id: 'unseen', request_id: 'r', received_at: T0 });
    await expect(asked).rejects.toThrow('nobody knows for which account');
  });
});
