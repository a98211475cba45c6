import { handler as list } from '../../../functions/device/http/list.ts';
import { keys } from '../../../functions/device/keys.ts';
import { countDevices } from '../../../functions/device/list.ts';
import type { Caller } from '../../../lib/http.ts';
import { redis } from '../../../lib/redis.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { withProducts } from '../product/doors.ts';
import { connection, MINUTE, register, report, T0 } from './doors.ts';
import { keptText } from './kept.ts';

withRedis();
withBroker();
beforeEach(async () => {
  await redis().flushdb();
  await withProducts();
});

const fleet = (query: Record<string, string> = {}, caller: Caller = OPERATOR) => call(list, { query, caller });
const idsOf = async (query: Record<string, string>): Promise<string[]> =>
  (await fleet(query)).json.devices.map(({ device_id }: { device_id: string }) => device_id);

test('every device, by product and id, with what it says of itself', async () => {
  await register('b', { product: 'parking_bay', kind: undefined, venue_id: 'mall', position: [10, 50] });
  await register('c');
  await register('a');
  await connection('b', true);
  await report('b', 1, { status: 'idle', battery: 0.5, properties: { occupied: true } });
  const { json, headers } = await fleet();
  expect(json).toEqual({
    devices: [
      expect.objectContaining({ device_id: 'a', product: 'bike', online: false, properties: {} }),
      expect.objectContaining({ device_id: 'c', product: 'bike' }),
      {
        device_id: 'b',
        product: 'parking_bay',
        kind: 'parking_bay',
        status: 'available',
        online: true,
        in_use: false,
        venue_id: 'mall',
        position: [10, 50],
        battery: 0.5,
        reported_at: T0 + 1000,
        reported_status: 'idle',
        properties: { battery: 0.5, occupied: true },
      },
    ],
  });
  expect(headers['cache-control']).toBe('no-store');
  expect((await fleet({}, { sub: 'p', role: 'partner' })).status).toBe(200);
  expect((await fleet({}, { sub: 'r', role: 'rider' })).status).toBe(403);
});

test('filters', async () => {
  const bay = (id: string, occupied: boolean, battery: number, venue_id = 'mall') =>
    register(id, { product: 'parking_bay', kind: undefined, venue_id }).then(() =>
      report(id, 1, { battery, properties: { occupied } }),
    );
  await bay('bay-1', true, 0.1);
  await bay('bay-2', false, 0.19);
  await bay('bay-3', false, 0.2, 'other');
  await register('bike-1', { status: 'out_of_service', venue_id: 'mall' });
  await register('bus-1', { product: 'bus', kind: undefined });
  await connection('bus-1', true);
  await report('bus-1', 1, { status: 'late', properties: { line: '7' } });
  for (const [query, wanted] of [
    [{ product: 'parking_bay' }, ['bay-1', 'bay-2', 'bay-3']],
    [{ product: 'bik' }, []],
    [{ product: 'bus', after: 'bike/' }, ['bus-1']],
    [{ venue_id: 'mall' }, ['bike-1', 'bay-1', 'bay-2']],
    [{ venue_id: 'mall', product: 'parking_bay', property: 'occupied:false' }, ['bay-2']],
    [{ online: 'true' }, ['bus-1', 'bay-1', 'bay-2', 'bay-3']],
    [{ online: 'true', venue_id: 'other' }, ['bay-3']],
    [{ online: 'false', product: 'bike' }, ['bike-1']],
    [{ status: 'out_of_service' }, ['bike-1']],
    [{ status: 'late' }, ['bus-1']],
    [{ battery_below: '20' }, ['bay-1', 'bay-2']],
    [{ property: 'line:"7"' }, ['bus-1']],
    [{ property: 'line:7' }, []],
    [{ property: 'constructor:x' }, []],
  ] as [Record<string, string>, string[]][]) {
    expect([query, await idsOf(query)]).toEqual([query, wanted]);
  }
  await report('bus-1', 2, { properties: { line: 'express' } });
  expect(await idsOf({ property: 'line:express' })).toEqual(['bus-1']);
  for (const property of ['line', ':x', '']) {
    expect((await fleet({ property })).json.reason).toBe('invalid_property');
  }
});

test('a device that was moved to another venue is found there alone', async () => {
  await register('bike-1', { venue_id: 'old' });
  await register('bike-1', { venue_id: 'new' });
  expect(await idsOf({ venue_id: 'old' })).toEqual([]);
  expect(await idsOf({ venue_id: 'new' })).toEqual(['bike-1']);
});

test('devices of a product are counted, at a venue or at all, and none of a product whose name begins so', async () => {
  await register('bike-1', { venue_id: 'mall' });
  await register('bike-2');
  await redis().zadd('devices', { score: 0, member: 'bike_cargo/c' }, { score: 0, member: 'bik/e' });
  const count = (venue_id?: string) => countDevices({ product: 'bike', venue_id });
  expect([await count(), await count('mall'), await count('none')]).toEqual([2, 1, 0]);
});

test('page by page every device comes once, also past those that a filter leaves out', async () => {
  for (let from = 0; from < 2600; from += 200) {
    const pipeline = redis().pipeline(); // a few at a time, for slow machines
    for (let i = from; i < from + 200; i++) {
      const id = `bike-${String(i).padStart(4, '0')}`;
      const online = i % 1300 === 7 ? '1' : '0';
      pipeline.set(keys.device(id), keptText({ kind: 'bike', status: 'available', online }));
      pipeline.zadd('devices', { score: 0, member: `bike/${id}` });
    }
    await pipeline.exec();
  }
  await connection(await register('bus-1', { product: 'bus', kind: undefined }).then(() => 'bus-1'), true, T0 + MINUTE);
  const walk = async (query: Record<string, string>) => {
    const [found, sizes]: [string[], number[]] = [[], []];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const { devices, next }: { devices: { device_id: string }[]; next?: string } = (
        await fleet({ ...query, ...(after && { after }) })
      ).json;
      found.push(...devices.map(({ device_id }) => device_id));
      sizes.push(devices.length);
      after = next;
    }
    return { found, sizes };
  };
  const all = await walk({ limit: '500' });
  expect(new Set(all.found).size).toBe(2601);
  expect(all.found).toHaveLength(2601);
  expect(all.found.at(-1)).toBe('bus-1');
  expect((await walk({ online: 'true', limit: '2' })).found).toEqual(['bike-0007', 'bike-1307', 'bus-1']);
  const { found, sizes } = await walk({ online: 'true', product: 'bike' });
  expect(found).toEqual(['bike-0007', 'bike-1307']);
  expect(sizes.length).toBeGreaterThan(1);
});
