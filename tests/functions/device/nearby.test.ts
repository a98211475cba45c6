import fc from 'fast-check';
import { keys } from '../../../functions/device/keys.ts';
import { findRentable } from '../../../functions/device/nearby.ts';
import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { connection, MINUTE, near, onlineDevice, report, T0 } from './doors.ts';

withRedis();
beforeEach(() => redis().flushdb());

const CENTER = '10,50';
/** So many metres north of the centre. */
const at = (metres: number): [number, number] => [10, 50 + metres / 111_200];

const placed = (metres: number) => ({ longitude: at(metres)[0], latitude: at(metres)[1] });

const found = async (query: Record<string, string> = {}): Promise<string[]> =>
  (await near({ near: CENTER, ...query })).json.devices.map(({ device_id }: { device_id: string }) => device_id);

test('what can be rented, nearest first, within a kilometre unless more is asked for', async () => {
  const far = await onlineDevice({ position: at(900) });
  const chair = await onlineDevice({ kind: 'massage_chair', position: at(50) });
  const beyond = await onlineDevice({ position: at(1100) });
  await onlineDevice({ kind: 'robot', position: at(5) }); // nobody rents a robot
  const { json, headers } = await near({ near: CENTER });
  expect(json.devices).toEqual([
    { device_id: chair, kind: 'massage_chair', distance: expect.closeTo(50, 0), position: expect.any(Array) },
    { device_id: far, kind: 'bike', distance: expect.closeTo(900, -1), position: expect.any(Array) },
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
  await redis().hset(keys.device(taken), { lease_rental: 'ride', lease_until: Date.now() + MINUTE });
  expect(await found()).toEqual([well]);
});

test('a lease whose deadline has passed is free', async () => {
  const bike = await onlineDevice({ position: at(10) });
  await redis().hset(keys.device(bike), { lease_rental: 'ride', lease_until: T0 });
  const search = { center: at(0), radius: 100, limit: 1 };
  expect(await findRentable(search, T0 - 1)).toEqual([]);
  expect(await findRentable(search, T0)).toMatchObject([{ id: bike }]);
});

test('the nearest free ones are found, however many taken ones are nearer, of whatever kinds', async () => {
  const isFree = fc.constantFrom(true, false, false, false, false, false);
  const one = fc.record({ kind: fc.constantFrom('bike', 'washer'), isFree });
  const fleet = fc.array(one, { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fleet, fc.integer({ min: 1, max: 5 }), async (devices, limit) => {
      await redis().flushdb();
      const pipeline = redis().pipeline();
      devices.forEach(({ kind, isFree }, i) => {
        const [longitude, latitude] = at(5 * (i + 1));
        pipeline.geoadd(keys.geo(kind), { longitude, latitude, member: `d${i}` });
        pipeline.hset(keys.device(`d${i}`), { status: 'available', online: isFree ? '1' : '0' });
      });
      await pipeline.exec();
      const expected = devices.flatMap(({ isFree }, i) => (isFree ? [`d${i}`] : [])).slice(0, limit);
      const nearest = await findRentable({ center: at(0), radius: 1000, limit }, T0);
      expect(nearest.map(({ id }) => id)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test('one free bike behind many that are taken is found', async () => {
  for (let i = 1; i <= 20; i++) await redis().geoadd(keys.geo('bike'), { ...placed(i), member: `taken-${i}` });
  const free = await onlineDevice({ position: at(500) });
  expect(await found({ limit: '1' })).toEqual([free]);
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
