import { handler as create } from '../../../functions/rental/http/create.ts';
import { call } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { T0 } from '../device/doors.ts';
import { kettle, register } from '../product/doors.ts';
import { deliver, usage } from '../usage/doors.ts';
import { clockIs, newDevice, newRider, obey, rentalNow } from './doors.ts';

withRedis();
const published = withBroker();
beforeEach(() => clockIs(T0));

test('a renter asks for so much: the device is told to stop there, and the rental says when that will be', async () => {
  const rider = await newRider();
  const { code, id } = await newDevice('charging_pile');
  const ask = (quantity: number) =>
    call(create, {
      method: 'POST',
      body: { code, quantity },
      headers: { 'idempotency-key': 'one' },
      caller: rider,
    });
  const { status, json: rental } = await ask(6000);
  expect([status, rental.wanted, rental.limit]).toEqual([201, 6000, { meter: 'energy', unit: 'Wh', quantity: 6000 }]);
  expect(published(/commands/)[0]).toMatchObject({ limit: { meter: 'energy', unit: 'Wh', quantity: 6000 } });
  expect((await ask(7000)).json.reason).toBe('idempotency_key_reused');
  await obey(rental);
  const report = usage({ rental_id: rental.rental_id, meter: 'energy', quantity: 2000, from: T0, to: T0 + 3_600_000 });
  await deliver([id, report]);
  expect(await rentalNow(rental)).toMatchObject({ remaining: { seconds: 7200, by: 'energy' } });
});

test('what was set aside ends it where that covers less than was asked for', async () => {
  const rider = await newRider();
  const { code } = await newDevice('charging_pile');
  const { json } = await call(create, { method: 'POST', body: { code, quantity: 100_000 }, caller: rider });
  expect(json.limit.quantity).toBe(10_000 + 28 * 1000);
});

test('what costs nothing from some quantity on has no limit but what was asked for', async () => {
  const tariff = { form: 'usage', currency: 'CNY', meter: 'volume', unit: 'ml', per: 1, price: 1, hold: 50 };
  const flat = { ...tariff, steps: [{ above: 10, price: 0 }] };
  await register('well', kettle({ 'skein:rental': { tariff: flat } }));
  const rider = await newRider();
  const { code } = await newDevice('well');
  const { json } = await call(create, { method: 'POST', body: { code, quantity: 700 }, caller: rider });
  expect(json.limit).toEqual({ meter: 'volume', unit: 'ml', quantity: 700 });
});
