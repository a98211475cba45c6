import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handler as state } from '../../../functions/device/mqtt/state.ts';
import { parts } from '../../../lib/parts.ts';
import { aws } from '../../harness/aws.ts';
import { withBroker } from '../../harness/published.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { testWithTsdb, withTsdb } from '../../harness/tsdb.ts';
import { unique } from '../../harness/unique.ts';
import { clockIs, newDevice, RIDER } from '../device/doors.ts';
import { kettle, register } from '../product/doors.ts';
import { deliver, flush, readSeries, rowsOf } from './doors.ts';

withRedis();
const published = withBroker();
const tsdb = withTsdb();

/** Of this day, as the database keeps what is recent. */
const T0 = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 7_200_000;
beforeEach(() => clockIs(T0 + 3_600_000));

const power = { type: 'number', unit: 'W', 'skein:series': true };
const socket = kettle({
  actions: {},
  'skein:rental': undefined,
  properties: { power_w: power, on: { type: 'boolean', 'skein:series': true }, note: { type: 'string' } },
});
const link = (instanceName: string) => ({ rel: 'tm:submodel', href: 'socket', instanceName });

/** A device of two sockets, and with a power of its own. */
async function newPile(): Promise<string> {
  await register('socket', socket);
  await register('pile', { ...socket, links: [link('left'), link('right')] });
  return newDevice({ kind: 'pile' });
}

/** What its reports hand on. */
async function reported(device: string, ...reports: object[]): Promise<object[]> {
  published.forget();
  await state(
    sqsEvent(...reports.map((report, i) => envelope(device, { seq: i, boot: 'b', at: T0 + i, ...report }, Date.now()))),
  );
  return (published(/series\/rows$/) as { rows: object[] }[]).flatMap(({ rows }) => rows);
}

test('what a product keeps over time is handed on, by channel, however late it comes', async () => {
  const pile = await newPile();
  const properties = { power_w: 5, on: true, note: 'x', left: { power_w: 3, note: 'y' }, right: { note: 'z' } };
  const about = { device_id: pile, product: 'pile' };
  expect(
    await reported(pile, { seq: 9, at: T0 + 9, properties }, { seq: 1, at: T0 + 1, properties: { power_w: 4 } }),
  ).toEqual([
    { ...about, at: T0 + 1, values: { power_w: 4 } },
    { ...about, at: T0 + 9, values: { power_w: 5, on: 1 } },
    { ...about, at: T0 + 9, channel: 'left', values: { power_w: 3 } },
  ]);
  expect(await reported(pile, { properties: { power_w: 'high' } })).toEqual([]);
  expect(await reported(unique('stranger'), { properties: { power_w: 5 } })).toEqual([]);
});

test('a device at a venue says so, and nothing is handed on without a database', async () => {
  await newPile();
  const pile = await newDevice({ kind: 'pile', venue_id: 'mall' });
  expect(await reported(pile, { properties: { power_w: 1 } })).toMatchObject([{ venue_id: 'mall' }]);
  const { TSDB_URL } = process.env;
  process.env.TSDB_URL = '';
  expect(await reported(pile, { properties: { power_w: 2 } })).toEqual([]);
  process.env.TSDB_URL = TSDB_URL;
});

test('entries are put together until the broker would not take more', () => {
  const entries = Array.from({ length: 300 }, (_, i) => ({ i, text: 'é'.repeat(500) }));
  const found = parts(entries);
  expect(found.flat()).toEqual(entries);
  expect(found.length).toBe(3);
  for (const part of found) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(101 * 1024);
  expect(parts([])).toEqual([]);
});

testWithTsdb('a property is read back by steps that begin where it was asked', async () => {
  const pile = await newPile();
  const row = (at: number, power_w: number, channel?: string) => ({
    device_id: pile,
    product: 'pile',
    at: T0 + at,
    ...(channel && { channel }),
    values: { power_w },
  });
  await deliver(rowsOf(row(0, 10), row(59_999, 20), row(60_000, 50), row(180_000, 7), row(500, 99, 'left')));
  await flush();
  const query = { from: `${T0}`, to: `${T0 + 240_000}`, step: '60' };
  const { json } = await readSeries(pile, 'power_w', query);
  const heading = {
    device_id: pile,
    property: 'power_w',
    unit: 'W',
    fn: 'avg',
    from: T0,
    to: T0 + 240_000,
    step: 60_000,
  };
  expect(json).toEqual({
    ...heading,
    points: [
      [T0, 15],
      [T0 + 60_000, 50],
      [T0 + 180_000, 7],
    ],
  });
  const points = async (more: object) => (await readSeries(pile, 'power_w', { ...query, ...more })).json.points;
  expect(await points({ fn: 'max' })).toEqual([
    [T0, 20],
    [T0 + 60_000, 50],
    [T0 + 180_000, 7],
  ]);
  expect(await points({ fn: 'min', step: '240' })).toEqual([[T0, 7]]);
  expect(await points({ fn: 'last', step: '240' })).toEqual([[T0, 7]]);
  expect(await points({ channel: 'left' })).toEqual([[T0, 99]]);
  expect(await points({ channel: 'right' })).toEqual([]);
  expect(await points({ from: `${T0 + 1}`, step: '60' })).toEqual([
    [T0 + 1, 35],
    [T0 + 120_001, 7],
  ]);
});

test('who may not know all of a device may not read it, and nobody what is not kept', async () => {
  const pile = await newPile();
  expect((await readSeries(pile, 'power_w', {}, RIDER)).json.reason).toBe('device_private');
  for (const [property, query] of [
    ['note', {}],
    ['fly', {}],
    ['power_w', { channel: 'third' }],
  ] as const) {
    expect((await readSeries(pile, property, query)).json.reason).toBe('property_unknown');
  }
  expect((await readSeries(unique('none'), 'power_w')).json.reason).toBe('device_unknown');
  const asked = async (query: Record<string, string>) => (await readSeries(pile, 'power_w', query)).json.reason;
  expect(await asked({ from: '5', to: '5' })).toBe('invalid_from');
  expect(await asked({ from: '0', to: `${401 * 86_400_000}` })).toBe('invalid_from');
  expect(await asked({ from: '0', to: '10001000', step: '1' })).toBe('invalid_step');
});

testWithTsdb('while the database is away its rows are delivered again, and then they are there once', async () => {
  const pile = await newPile();
  const rows = rowsOf({ device_id: pile, product: 'pile', at: T0, values: { power_w: 3 } });
  await tsdb.stop();
  await expect(deliver(rows)).rejects.toThrow('out of reach');
  expect(await readSeries(pile, 'power_w')).toMatchObject({ status: 503, json: { reason: 'series_unavailable' } });
  await tsdb.start();
  for (let i = 0; i < 3; i++) expect(await deliver(rows)).toEqual({ batchItemFailures: [] });
  await flush();
  const { json } = await readSeries(pile, 'power_w', { from: `${T0}`, to: `${T0 + 1000}`, step: '1' });
  expect(json.points).toEqual([[T0, 3]]);
});

test('what is no row is dropped, and holds nobody up', async () => {
  process.env.TSDB_URL ||= 'http://127.0.0.1:1';
  expect(await deliver({ rows: 'none' })).toEqual({ batchItemFailures: [] });
});

test('a new version of a product says anew what is kept', async () => {
  await newPile();
  const pile = await newDevice({ kind: 'pile' });
  expect(await reported(pile, { properties: { on: true, power_w: 1 } })).toMatchObject([
    { values: { on: 1, power_w: 1 } },
  ]);
  const { power_w } = socket.properties as unknown as { power_w: object };
  const next = { ...socket, properties: { power_w, on: { type: 'boolean' } }, version: { model: '2.0.0' } };
  await register('pile', next);
  clockIs(Date.now() + 60_000); // a warm function knows it by then
  expect(await reported(pile, { seq: 5, properties: { on: true, power_w: 2 } })).toMatchObject([
    { values: { power_w: 2 } },
  ]);
});

test('the database is told who writes', async () => {
  const heard: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers.authorization);
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { TSDB_URL } = process.env;
  process.env.TSDB_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  process.env.TSDB_SECRET = 'yes';
  aws.secrets.tsdb_authorization = 'Bearer secret';
  await deliver(rowsOf({ device_id: 'd', product: 'p', at: T0, values: { x: 1 } }));
  expect(heard).toEqual(['Bearer secret']);
  process.env.TSDB_URL = TSDB_URL;
  delete process.env.TSDB_SECRET;
  server.close();
});
