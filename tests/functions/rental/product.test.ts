import type { PrepaidTariff } from '../../../events/product/tariff.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { connection, near, register as registerDevice } from '../device/doors.ts';
import { kettle, register, retired } from '../product/doors.ts';
import { balanceOf, clockIs, MINUTE, newRider, obey, release, rent, rentalNow, rented } from './doors.ts';

withRedis();
withBroker();

const T0 = Date.now();
beforeEach(() => clockIs(T0));

const prepaid = (price: number, minutes = 10, currency = 'CNY'): PrepaidTariff => ({
  form: 'prepaid',
  currency,
  price,
  minutes,
});

/** A model of a chair that costs this. */
const chair = (model: string, terms: object | undefined) =>
  kettle({ version: { model }, actions: undefined, 'skein:rental': terms });

async function deviceOf(product: string, body: object = {}): Promise<{ id: string; code: string }> {
  const id = unique('chair');
  const { json } = await registerDevice(id, { product, kind: undefined, ...body });
  await connection(id, true);
  return { id, code: json.code };
}

test('a tariff that changes during a rental is not that of the rental, but of the next one', async () => {
  const [product, rider] = [unique('chair'), await newRider()];
  await register(product, chair('1.0.0', { tariff: prepaid(500) }));
  const device = await deviceOf(product);
  const rental = await rented(rider, device);
  await register(product, chair('1.1.0', { tariff: prepaid(900) }));
  await obey(rental);
  expect(await balanceOf(rider)).toBe(9500);
  clockIs(T0 + 5 * MINUTE);
  await release(rider, rental);
  expect(await rentalNow(rental)).toMatchObject({ state: 'settled', amount: 500, tariff: prepaid(500) });
  const next = await rented(rider, device);
  expect(next.tariff).toEqual(prepaid(900));
  await obey(next);
  expect(await balanceOf(rider)).toBe(9500 - 900);
});

test('a venue with a tariff of its own is dearer, whoever asks', async () => {
  const [product, rider] = [unique('chair'), await newRider()];
  await register(product, chair('1.0.0', { tariff: prepaid(500), venues: { airport: prepaid(800) } }));
  const [here, there] = [
    await deviceOf(product, { position: [10, 50] }),
    await deviceOf(product, { venue_id: 'airport', position: [10, 50.001] }),
  ];
  const { devices } = (await near({ near: '10,50', product })).json;
  expect(devices.map(({ tariff }: { tariff: PrepaidTariff }) => tariff.price)).toEqual([500, 800]);
  expect((await rented(rider, there)).tariff).toEqual(prepaid(800));
  expect((await rented(await newRider(), here)).tariff).toEqual(prepaid(500));
});

test('a product in another currency is for accounts in that currency', async () => {
  const product = unique('scooter');
  await register(product, chair('1.0.0', { tariff: prepaid(500, 10, 'EUR') }));
  const device = await deviceOf(product);
  expect((await rent(await newRider(), device)).json.reason).toBe('currency_differs');
});

test('a retired product: what is rented goes on to its end, nothing more is rented or registered', async () => {
  const [product, rider] = [unique('chair'), await newRider()];
  await register(product, chair('1.0.0', { tariff: prepaid(500) }));
  const [device, other] = [
    await deviceOf(product, { position: [10, 40] }),
    await deviceOf(product, { position: [10, 40] }),
  ];
  const rental = await rented(rider, device);
  await retired(product);
  await obey(rental);
  await release(rider, rental);
  expect((await rentalNow(rental)).state).toBe('settled');
  expect((await rent(rider, other)).json.reason).toBe('device_out_of_service');
  jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 11_000); // what a warm function knows is over
  expect((await near({ near: '10,40', product })).json.devices).toEqual([]);
  expect((await registerDevice(unique('chair'), { product, kind: undefined })).json.reason).toBe('product_unknown');
});

test('a product without a price can no longer be rented', async () => {
  const [product, rider] = [unique('chair'), await newRider()];
  await register(product, chair('1.0.0', { tariff: prepaid(500) }));
  const device = await deviceOf(product);
  await register(product, chair('2.0.0', undefined));
  expect((await rent(rider, device)).json.reason).toBe('device_out_of_service');
});
