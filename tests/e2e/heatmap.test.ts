import { latLngToCell } from 'h3-js';
import type { MqttClient } from 'mqtt';
import type { CrowdReport } from '../../events/heatmap/crowd-report.ts';
import { eventually } from '../harness/eventually.ts';
import { api, connect } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';
import { CENTER, registerVenue, rejectionsOf } from '../harness/venue.ts';

const robots: MqttClient[] = [];
afterAll(() => Promise.all(robots.map((robot) => robot.endAsync(true))));

async function robot(id = unique('robot')): Promise<MqttClient> {
  const client = await connect(id);
  robots.push(client);
  return client;
}

const report = (venue: string, changes: Partial<CrowdReport> = {}): CrowdReport => ({
  seq: 1,
  boot: 'b1',
  at: Date.now(),
  venue_id: venue,
  floor: '1',
  position: CENTER,
  counts: [[...CENTER, 4]],
  ...changes,
});

const send = (client: MqttClient, payload: unknown, topic = `devices/${client.options.clientId}/crowd`) =>
  client.publishAsync(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), { qos: 1 });

const heatmap = (venue: string, query = '', headers: Record<string, string> = {}) =>
  api(`/v1/venues/${venue}/heatmap?${query}`, { role: 'partner', headers });

test('a report that is published over MQTT is on the heatmap that is read over HTTP', async () => {
  const venue = await registerVenue();
  const client = await robot();
  await send(client, report(venue));
  await send(client, report(venue, { seq: 2, counts: [[...CENTER, 2]] }));
  const { json, headers } = await eventually(async () => {
    const reply = await heatmap(venue);
    expect(reply.json.cells).toEqual([[latLngToCell(CENTER[1], CENTER[0], 13), 3, 2]]);
    return reply;
  });
  expect(json).toMatchObject({ venue_id: venue, floor: '1', metric: 'mean', resolution: 13 });
  expect(json.to - json.from).toBeGreaterThanOrEqual(300_000);
  expect(headers.get('content-type')).toMatch('application/json');
  expect((await heatmap(venue, 'metric=peak')).json.cells[0][1]).toBe(4);
});

test('Basic Ingest arrives like any other publish', async () => {
  const venue = await registerVenue();
  const client = await robot();
  await send(client, report(venue), `$aws/rules/skein_local_crowd/devices/${client.options.clientId}/crowd`);
  await eventually(async () => expect(await rejectionsOf(venue)).toMatchObject({ accepted: 1 }));
});

test('coarser cells hold the sum of their finer ones, and top is the hottest', async () => {
  const venue = await registerVenue();
  const spots = [0, 1, 2, 3].map((i) => [CENTER[0] + i * 0.0003, CENTER[1], i + 1] as [number, number, number]);
  await send(await robot(), report(venue, { counts: spots }));
  await eventually(async () => {
    const { json } = await heatmap(venue, 'top=2');
    expect(json.cells.map(([, people]: [string, number]) => people)).toEqual([4, 3]);
  });
  const coarse = await heatmap(venue, 'resolution=5');
  expect(coarse.json).toMatchObject({ resolution: 5, cells: [[latLngToCell(CENTER[1], CENTER[0], 5), 10, 4]] });
});

describe('formats', () => {
  let venue: string;
  const cell = latLngToCell(CENTER[1], CENTER[0], 13);
  beforeAll(async () => {
    venue = await registerVenue();
    await send(await robot(), report(venue));
    await eventually(async () => expect((await heatmap(venue)).json.cells).toHaveLength(1));
  });

  test('GeoJSON: hexagons with people', async () => {
    const { headers, json } = await heatmap(venue, '', { accept: 'application/geo+json' });
    expect(headers.get('content-type')).toMatch('application/geo+json');
    expect(json).toMatchObject({ type: 'FeatureCollection', venue_id: venue });
    const [{ geometry, properties }] = json.features;
    expect(properties).toEqual({ cell, people: 4, samples: 1 });
    const [ring] = geometry.coordinates;
    expect(ring).toHaveLength(7);
    expect(ring[0]).toEqual(ring[6]);
    expect(Math.abs(ring[0][0] - CENTER[0])).toBeLessThan(0.001); // longitude first
  });

  test('CSV', async () => {
    const { headers, text } = await heatmap(venue, '', { accept: 'text/csv' });
    expect(headers.get('content-type')).toMatch('text/csv');
    expect(text).toMatch(
      /^cell,lng,lat,people,samples,floor,from,to\r\n8[0-9a-f]{14},121\.\d{6},31\.\d{6},4,1,1,\d{13},\d{13}\r\n$/,
    );
  });

  test('a format by the URL, with times as a spreadsheet has them', async () => {
    const from = new Date(Date.now() - 300_000).toISOString();
    const query = `floor=1&from=${from}&to=${new Date(Date.now() + 60_000).toISOString()}`;
    for (const [door, role] of [['v1', 'partner'] as const, ['public', undefined] as const]) {
      const csv = await api(`/${door}/venues/${venue}/heatmap.csv?${query}`, { role });
      expect([csv.status, csv.text.split('\r\n')[1]!.slice(0, 15)]).toEqual([200, cell]);
      const geojson = await api(`/${door}/venues/${venue}/heatmap.geojson?${query}`, { role });
      expect(geojson.json.features[0].properties).toEqual({ cell, people: 4, samples: 1 });
    }
  });

  test('what a client prefers, and 406 where it takes none of ours', async () => {
    const csv = await heatmap(venue, '', { accept: 'application/geo+json;q=0.1, text/csv' });
    expect(csv.headers.get('content-type')).toMatch('text/csv');
    expect(csv.headers.get('vary')).toMatch('accept');
    const none = await heatmap(venue, '', { accept: 'image/png' });
    expect([none.status, none.json.reason]).toEqual([406, 'not_acceptable']);
  });

  test('an ETag that is the same as long as the answer is, and 304 for who has it', async () => {
    const from = Date.now() - 3_600_000;
    const query = `from=${from}&to=${from + 60_000}`;
    const first = await heatmap(venue, query);
    const etag = first.headers.get('etag')!;
    expect(etag).toMatch(/^"\S+"$/);
    const again = await heatmap(venue, query, { 'if-none-match': `"other", ${etag}` });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await heatmap(venue, query, { 'if-none-match': '"other"' })).status).toBe(200);
  });
});

test('what was reported is on the series of its floor', async () => {
  const venue = await registerVenue();
  await send(await robot(), report(venue));
  await eventually(async () => {
    for (const [door, role] of [['v1', 'partner'] as const, ['public', undefined] as const]) {
      const { json } = await api(`/${door}/venues/${venue}/heatmap/series?window=10m`, { role });
      const point = { at: expect.any(Number), people: 4, peak: 4, samples: 1 };
      expect(json).toMatchObject({ step: 'minute', floors: [{ floor: '1', points: [point] }] });
    }
  });
});

test('Cache-Control tells how long the answer holds, and who may keep it', async () => {
  const venue = await registerVenue();
  const hours = (ago: number) => `from=${Date.now() - ago * 3_600_000}&to=${Date.now() - ago * 3_600_000 + 1}`;
  const of = async (path: string) => (await api(path, { role: 'partner' })).headers.get('cache-control')!;
  const live = await of(`/v1/venues/${venue}/heatmap`);
  expect(live).toMatch(/^private, max-age=\d+$/);
  expect(Number(/\d+/.exec(live))).toBeLessThanOrEqual(60);
  expect(await of(`/v1/venues/${venue}/heatmap?${hours(2)}`)).toBe('private, max-age=60'); // late reports may come
  const final = await of(`/public/venues/${venue}/heatmap?${hours(26)}`);
  expect(final).toMatch(/^public, max-age=\d+, immutable$/);
  expect(Number(/\d+/.exec(final))).toBeLessThanOrEqual(22 * 3600); // then its minutes are gone
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 50 * 3_600_000;
  const old = await of(`/public/venues/${venue}/heatmap?from=${hour}&to=${hour + 3_600_000}`);
  expect(Number(/\d+/.exec(old))).toBeGreaterThan(80 * 86_400);
});

test('the public route shows public venues to anyone, and no others', async () => {
  const open = await registerVenue();
  const closed = await registerVenue({ public: false });
  expect((await api(`/public/venues/${open}/heatmap`)).status).toBe(200);
  const refused = await api(`/public/venues/${closed}/heatmap`);
  expect([refused.status, refused.json.reason]).toEqual([404, 'venue_unknown']);
});

test('a bad parameter answers 400 with a reason that names it', async () => {
  const venue = await registerVenue();
  const { status, headers, json } = await heatmap(venue, 'top=-1');
  expect([status, json.reason]).toEqual([400, 'invalid_top']);
  expect(headers.get('content-type')).toMatch('application/problem+json');
  expect((await heatmap('nowhere')).json.reason).toBe('venue_unknown');
});

test('every reason is reached, counted by device, and shown with a sample', async () => {
  const venue = await registerVenue({ max_people_per_cell: 10 });
  const client = await robot();
  const id = client.options.clientId!;
  const far: [number, number] = [CENTER[0] + 0.005, CENTER[1]];
  const bad: Record<string, unknown> = {
    malformed: { ...report(venue), seq: 'x' },
    floor_unknown: report(venue, { floor: '9' }),
    clock_ahead: report(venue, { at: Date.now() + 120_000 }),
    too_late: report(venue, { at: 0 }),
    outside_venue: report(venue, { position: [0, 0] }),
    count_out_of_range: report(venue, { counts: [[...CENTER, 11]] }),
    duplicate: report(venue),
    jump: report(venue, { seq: 2, position: far }),
  };
  await send(client, report(venue));
  await eventually(async () => expect((await rejectionsOf(venue)).accepted).toBe(1));
  for (const payload of Object.values(bad)) await send(client, payload);
  const once = Object.fromEntries(Object.keys(bad).map((reason) => [reason, 1]));
  const found = await eventually(async () => {
    const rejections = await rejectionsOf(venue);
    expect(rejections.rejected).toEqual(once);
    return rejections;
  });
  expect(found.devices).toEqual({ [id]: once });
  expect(found.samples.map(({ reason }) => reason).sort()).toEqual(Object.keys(bad).sort());
  expect(found.samples.every(({ device_id }) => device_id === id)).toBe(true);
});

test('what names no known venue is counted too: not JSON, an unknown venue, a year long gone', async () => {
  const client = await robot();
  const id = client.options.clientId!;
  await send(client, 'not json');
  await send(client, report('nowhere'));
  await send(client, `{"venue_id": "nowhere", "text": "${'x'.repeat(100_000)}"}`);
  await eventually(async () => {
    expect((await rejectionsOf('unknown')).devices[id]).toEqual({ malformed: 2, venue_unknown: 1 });
  });
});

test('a payload over the limit ends the connection, as on AWS, and nothing else', async () => {
  const venue = await registerVenue();
  const client = await robot();
  const closed = new Promise((resolve) => client.once('close', () => resolve(undefined)));
  void client
    .publishAsync(`devices/${client.options.clientId}/crowd`, 'x'.repeat(130 * 1024), { qos: 1 })
    .catch(() => {});
  await closed;
  await send(await robot(), report(venue));
  await eventually(async () => expect((await rejectionsOf(venue)).accepted).toBe(1));
});
