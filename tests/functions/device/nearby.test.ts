import fc from 'fast-check';
import { keys } from '../../../functions/device/keys.ts';
import { findRentable } from '../../../functions/device/nearby.ts';
import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { tariffIn, withProducts } from '../product/doors.ts';
import { connection, MINUTE, near, onlineDevice, report, T0 } from './doors.ts';
import { setKept } from './kept.ts';

withRedis();
beforeEach(() => redis().flushdb());

const CENTER = '10,50';
/** So many metres north of the centre. */
const at = (metres: number): [number, number] => [10, 50 + metres / 111_200];

const found = async (query: Record<string, string> = {}): Promise<string[]> =>
  (await near({ near: CENTER, ...query })).json.devices.map(({ device_id }: { device_id: string }) => device_id);

test('what can be rented, nearest first, within a kilometre unless more is asked for', async () => {
  const far = await onlineDevice({ position: at(900), venue_id: 'mall' });
  await report(far, 1, { battery: 0.5 });
  const chair = await onlineDevice({ kind: 'massage_chair', position: at(50) });
  const beyond = await onlineDevice({ position: at(1100) });
  await onlineDevice({ kind: 'robot', position: at(5) }); // nobody rents a robot
  const { json, headers } = await near({ near: CENTER });
  expect(json.devices).toEqual([
    {
      device_id: chair,
      product: 'massage_chair',
      kind: 'massage_chair',
      distance: expect.closeTo(50, 0),
      position: expect.any(Array),
      tariff: tariffIn('massage_chair'),
    },
    {
      device_id: far,
      product: 'bike',
      kind: 'bike',
      distance: expect.closeTo(900, -1),
      position: expect.any(Array),
      battery: 0.5,
      venue_id: 'mall',
      tariff: tariffIn('bike'),
    },
  ]);
  expect(json.devices[0].position).toEqual([expect.closeTo(10, 4), expect.closeTo(at(50)[1], 4)]);
  expect(headers).toMatchObject({ 'cache-control': 'private, max-age=2' });
  expect(await found({ radius: '1200' })).toEqual([chair, far, beyond]);
  expect(await found({ kind: 'bike' })).toEqual([far]);
  expect(await found({ kind: 'robot' })).toEqual([]);
  expect(await found({ limit: '1' })).toEqual([chair]);
});

test('what nobody can take is not shown', async () => {
  const position = at(10);
  await onlineDevice({ position, status: 'out_of_service' });
  await connection(await onlineDevice({ position }), false, T0 + MINUTE);
  for (const status of ['fault', 'out_of_service']) await report(await onlineDevice({ position }), 1, { status });
  const well = await onlineDevice({ position });
  await report(well, 1, { status: 'idle' });
  const taken = await onlineDevice({ position });
  await setKept(taken, { lease_rental: 'ride', lease_until: Date.now() + MINUTE });
  await report(taken, 1);
  expect(await found()).toEqual([well]);
});

test('the nearest of the asked product are found, however many others are nearer', async () => {
  const fleet = fc.array(fc.constantFrom('bike', 'washer', 'robot'), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fleet, fc.integer({ min: 1, max: 5 }), async (products, limit) => {
      await redis().flushdb();
      await withProducts();
      const pipeline = redis().pipeline();
      products.forEach((product, i) => {
        const [longitude, latitude] = at(5 * (i + 1));
        const member = `${product}/d${i}`;
        pipeline.geoadd(keys.rentable(), { longitude, latitude, member });
        pipeline.hset(keys.facts(), { [member]: JSON.stringify({ vehicle_id: `v${i}`, at: T0 }) });
      });
      await pipeline.exec();
      for (const asked of ['washer', undefined]) {
        const wanted = products.flatMap((product, i) => {
          const isWanted = asked === undefined ? product !== 'robot' : product === asked;
          return isWanted ? [`d${i}`] : [];
        });
        const nearest = await findRentable({ center: at(0), radius: 1000, limit, product: asked });
        expect(nearest.map(({ device_id }) => device_id)).toEqual(wanted.slice(0, limit));
      }
    }),
    { numRuns: 40 },
  );
});

test('where nothing of the kind is rented, or there is no such product, nothing is found', async () => {
  await onlineDevice({ position: at(5) });
  expect(await found({ product: 'kettle' })).toEqual([]);
  expect(await found({ product: 'bike' })).toHaveLength(1);
});

test.each(['180,85', '-180,-85', ' 10 , 50 '])('%j is a place', async (place) => {
  expect((await near({ near: place })).status).toBe(200);
});

test.each(['', '10', '10,', ',50', '10,50,0', '180.1,0', '-180.1,0', '0,85.1', '0,-85.1', 'a,b'])(
  '%j is no place',
  async (place) => {
    expect(await near({ near: place })).toMatchObject({ status: 400, json: { reason: 'invalid_near' } });
  },
);

test('a place must be given; a radius and a limit are in their ranges', async () => {
  for (const query of [{ radius: '0' }, { radius: '50001' }, { limit: '0' }, { limit: '101' }]) {
    const [name] = Object.keys(query);
    const answer = await near({ near: CENTER, ...query } as Record<string, string>);
    expect(answer).toMatchObject({ status: 400, json: { reason: `invalid_${name}` } });
  }
  expect((await near({})).json.reason).toBe('invalid_near');
});
