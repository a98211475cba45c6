import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, MINUTE, newDevice, newRider, obey, rent, rented } from './doors.ts';

withRedis();
const published = withBroker();

const T0 = Date.now();
beforeEach(() => clockIs(T0));

test.each([
  ['massage_chair', 10],
  ['washer', 45],
  ['bike', 147],
] as const)('a %s is told that it is rented for %i minutes', async (kind, minutes) => {
  const machine = await newDevice(kind);
  await rented(await newRider(), machine);
  expect(published(/./)).toEqual([expect.objectContaining({ type: 'bind', device_id: machine.id, minutes })]);
});

test('a package that is over no longer counts among the rentals of its account', async () => {
  const rider = await newRider(10_000, 1);
  const rental = await rented(rider, await newDevice('massage_chair'));
  await obey(rental);
  const next = await newDevice('massage_chair');
  clockIs(T0 + 10 * MINUTE - 1);
  expect(await rent(rider, next)).toMatchObject({ status: 409, json: { reason: 'too_many_rentals' } });
  clockIs(T0 + 10 * MINUTE);
  expect(await rent(rider, next)).toMatchObject({ status: 201 });
});

test('an idempotency key does not answer another phone of the account', async () => {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const headers = { 'idempotency-key': 'the-key' };
  expect((await rent(rider, bike, headers)).status).toBe(201);
  const other = await rent({ ...rider, phone_id: 'another' }, bike, headers);
  expect(other).toMatchObject({ status: 422, json: { reason: 'idempotency_key_reused' } });
});

test("an idempotency key is an account's own: two riders may use the same one", async () => {
  const headers = { 'idempotency-key': 'scan-1' };
  const attempts = [];
  for (const rider of [await newRider(), await newRider()]) {
    attempts.push(await rent(rider, await newDevice('bike'), headers));
  }
  expect(attempts.map(({ status }) => status)).toEqual([201, 201]);
  const [one, other] = attempts.map(({ json }) => json);
  expect(one.rental_id).not.toBe(other.rental_id);
  expect(one.account_id).not.toBe(other.account_id);
});
