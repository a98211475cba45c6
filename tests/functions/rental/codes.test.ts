import { handler as putDevice } from '../../../functions/device/http/put.ts';
import { vehicleCodeOf } from '../../../functions/device/index.ts';
import { readDevice } from '../../../functions/device/store.ts';
import { handler as create } from '../../../functions/rental/http/create.ts';
import { CODE_KEYS } from '../../harness/aws.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, connection, newDevice, newRider, obey, release, rent, rented, SECOND } from './doors.ts';
import { bind } from './fixtures.ts';

withRedis();
const published = withBroker();

const T0 = Date.now();
beforeEach(() => clockIs(T0));

const vehicleOf = async (id: string) => (await readDevice(id)).get('vehicle_id')!;
const key = { 'idempotency-key': 'k' };

test('a code that nobody signed is none of ours', async () => {
  const code = `${(await newDevice('bike')).code}x`;
  expect(await rent(await newRider(), { id: '', code })).toMatchObject({
    status: 400,
    json: { reason: 'code_invalid' },
  });
});

test('a sticker that was replaced rents no more, and the new one does', async () => {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const body = { kind: 'bike', reissue_code: true };
  const { json } = await call(putDevice, { method: 'PUT', path: { device_id: bike.id }, body, caller: OPERATOR });
  expect(await rent(rider, bike)).toMatchObject({ status: 410, json: { reason: 'code_expired' } });
  expect(await rent(rider, json)).toMatchObject({ status: 201 });
});

test('the code of a feed rents its vehicle for one trip', async () => {
  const [rider, { id }] = [await newRider(), await newDevice('bike')];
  const code = vehicleCodeOf(await vehicleOf(id), CODE_KEYS);
  const first = await rent(rider, { id, code });
  expect(first).toMatchObject({ status: 201, json: { device_id: id } });
  await release(rider, first.json); // it never began: the vehicle keeps its id
  const trip = await rent(rider, { id, code }, key);
  await obey(trip.json);
  await release(rider, trip.json);
  expect(vehicleCodeOf(await vehicleOf(id), CODE_KEYS)).not.toBe(code);
  expect(await rent(rider, { id, code })).toMatchObject({ status: 410, json: { reason: 'code_expired' } });
  // a retry of the request that began the trip is answered with it
  expect(await rent(rider, { id, code }, key)).toMatchObject({
    status: 201,
    json: { state: 'settled', device_id: id },
  });
  expect(await rent(rider, { id, code: vehicleCodeOf(await vehicleOf(id), CODE_KEYS) })).toMatchObject({ status: 201 });
});

test('the phone must be the one that the token was issued to', async () => {
  const [rider, { code }] = [await newRider(), await newDevice('bike')];
  const ask = (phone_id: string | undefined, caller = rider) =>
    call(create, { method: 'POST', body: { code, phone_id }, caller });
  const refused = { status: 400, json: { reason: 'invalid_phone_id' } };
  expect(await ask('another')).toMatchObject(refused);
  const { phone_id: _, ...phoneless } = rider;
  expect(await ask(undefined, phoneless)).toMatchObject(refused);
  expect(await ask('another', phoneless)).toMatchObject(refused);
  expect(await ask(undefined)).toMatchObject({ status: 201, json: { phone_id: rider.phone_id } });
});

test('a retry while the device has not answered sends the command again, and no later', async () => {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const first = await rent(rider, bike, key);
  clockIs(T0 + 10 * SECOND - 1);
  expect((await rent(rider, bike, key)).json).toEqual(first.json);
  const [one, two] = published(/commands/);
  expect(two).toEqual(one);
  clockIs(T0 + 10 * SECOND);
  expect((await rent(rider, bike, key)).json).toMatchObject({ state: 'cancelled', reason: 'no_answer' });
  await release(rider, first.json);
  expect((await rent(rider, bike, key)).json).toMatchObject({ rental_id: first.json.rental_id, state: 'cancelled' });
  expect(published(/commands/).filter(({ type }) => type === 'bind')).toHaveLength(2);
  expect(await rent(rider, await newDevice('bike'), key)).toMatchObject({ json: { reason: 'idempotency_key_reused' } });
});

test('what is active is not begun again', async () => {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const { json } = await rent(rider, bike, key);
  await obey(json);
  expect((await rent(rider, bike, key)).json.state).toBe('active');
  expect(published(/commands/)).toHaveLength(1);
});

test('a device that is offline, in use or not for rent is not to be had', async () => {
  const [bike, away, robot] = [await newDevice('bike'), await newDevice('bike'), await newDevice('robot')];
  await rented(await newRider(), bike);
  await connection(away.id, false, 1);
  const rider = await newRider();
  expect(await rent(rider, robot)).toMatchObject({ status: 409, json: { reason: 'device_out_of_service' } });
  expect(await rent(rider, away)).toMatchObject({ status: 409, json: { reason: 'device_offline' } });
  expect(await rent(rider, bike)).toMatchObject({ status: 409, json: { reason: 'device_in_use' } });
});

test('a vehicle that has got another id meanwhile is not rented by the old one', async () => {
  const rider = await newRider();
  const { id } = await newDevice('bike');
  const asked = { vehicle_id: 'the-old-one' };
  expect(await bind(id, rider.sub, T0, { asked })).toEqual({ refused: 'code_expired' });
});
