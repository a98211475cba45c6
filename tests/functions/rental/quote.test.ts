import { writeAccount } from '../../../functions/account/store.ts';
import { applyPresence } from '../../../functions/device/presence.ts';
import { handler as quoteDoor } from '../../../functions/rental/http/quote.ts';
import type { Caller } from '../../../lib/http.ts';
import { sign } from '../../../lib/signed.ts';
import { CODE_KEYS } from '../../harness/aws.ts';
import { call } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { register, report } from '../device/doors.ts';
import { tariffIn } from '../product/doors.ts';
import { newDevice, newRider, rented } from './doors.ts';

withRedis();
withBroker();

const quote = (code: string, caller: Caller) => call(quoteDoor, { path: { code }, caller });

test('a code says what it stands for, what that costs, and that nothing is missing', async () => {
  const [bike, rider] = [await newDevice('bike'), await newRider(5000)];
  await report(bike.id, 1, { battery: 0.5, position: [10, 50] });
  const { status, json, headers } = await quote(bike.code, rider);
  expect(status).toBe(200);
  expect(json).toEqual({
    device_id: bike.id,
    product: 'bike',
    kind: 'bike',
    status: 'available',
    online: true,
    in_use: false,
    position: [10, 50],
    battery: 0.5,
    reported_at: expect.any(Number),
    tariff: tariffIn('bike'),
    hold: 3000,
    available: 5000,
    lacks: [],
  });
  expect(headers['cache-control']).toBe('no-store');
});

test('what is missing is named as renting would name it, of the device and of the caller', async () => {
  const [bike, rider] = [await newDevice('bike'), await newRider(2999)];
  const lacks = async (caller = rider, { code } = bike) => (await quote(code, caller)).json.lacks;
  expect(await lacks()).toEqual(['insufficient_balance']);
  expect(await lacks({ ...rider, sub: unique('nobody') })).toEqual(['account_unknown']);

  const [rich, holder] = [await newRider(), await newRider()];
  await rented(holder, bike);
  expect(await lacks(rich)).toEqual(['device_in_use']);
  expect(await lacks(holder, await newDevice('bike'))).toEqual(['too_many_rentals']);
  const other = await newDevice('bike');
  expect((await quote(other.code, holder)).json).toMatchObject({ hold: 3000, available: 7000 });
  await applyPresence(other.id, { online: false, session: 'session', version: 0, at: 1 });
  expect(await lacks(holder, other)).toEqual(['device_offline', 'too_many_rentals']);

  await writeAccount(rich.sub, { currency: 'CNY', blocked: true, max_rentals: 1 });
  expect(await lacks(rich, await newDevice('bike'))).toEqual(['account_blocked']);
  const abroad = unique('abroad');
  await writeAccount(abroad, { currency: 'EUR', blocked: false, max_rentals: 1 });
  expect(await lacks({ ...rich, sub: abroad }, await newDevice('bike'))).toEqual(['currency_differs']);
});

test('what cannot be rented at all has no tariff', async () => {
  const { json } = await quote((await newDevice('robot')).code, await newRider());
  expect(json).toMatchObject({ product: 'robot', lacks: ['device_out_of_service'] });
  expect(json).not.toHaveProperty('tariff');
  expect(json).not.toHaveProperty('hold');
});

test('a code that stands for nothing is refused', async () => {
  const [bike, rider] = [await newDevice('bike'), await newRider()];
  const reason = async (code: string) => (await quote(code, rider)).json.reason;
  expect(await reason(`${bike.code.slice(0, -1)}_`)).toBe('code_invalid');
  expect(await reason('a b')).toBe('code_invalid');
  expect(await reason(sign(`d.${unique('none')}.v1`, CODE_KEYS))).toBe('device_unknown');
  expect(await reason(sign('v.none', CODE_KEYS))).toBe('code_expired');
  await register(bike.id, { reissue_code: true });
  expect(await reason(bike.code)).toBe('code_expired');
});

test('quoting changes nothing', async () => {
  const [bike, rider] = [await newDevice('bike'), await newRider()];
  for (let i = 0; i < 3; i++)
    expect((await quote(bike.code, rider)).json).toMatchObject({ available: 10_000, lacks: [] });
  expect((await rented(rider, bike)).state).toBe('requested');
});
