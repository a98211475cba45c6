import { cellToBoundary, cellToLatLng } from 'h3-js';
import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { handler as read } from '../../../functions/heatmap/http/read.ts';
import { handler as put } from '../../../functions/venue/http/put.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { venueBody } from '../../harness/venue.ts';
import { deliver, newVenue, seen } from './doors.ts';
import { CELLS, count } from './places.ts';

withRedis();

const MINUTE = 60_000;
const AT = (Math.floor(Date.now() / MINUTE) - 1) * MINUTE;
const [ONE, OTHER] = CELLS as [string, string];

let venue_id: string;
beforeAll(async () => {
  venue_id = await newVenue();
  await deliver(seen(venue_id, { at: AT, counts: [count(ONE, 4), count(OTHER, 2)] }));
});

const query = { from: `${AT}`, to: `${AT + MINUTE}` };
const ask = (accept?: string) =>
  call(read, {
    route: heatmapRoutes.read,
    path: { venue_id },
    query,
    headers: accept === undefined ? {} : { accept },
    caller: OPERATOR,
  });
const rounded = (degrees: number) => Number(degrees.toFixed(6));

test('GeoJSON has a closed hexagon a cell, longitude first, in six decimals, and the heading', async () => {
  const { headers, json } = await ask('application/geo+json');
  expect(headers['content-type']).toBe('application/geo+json');
  expect(json).toEqual({
    type: 'FeatureCollection',
    venue_id,
    floor: '1',
    metric: 'mean',
    resolution: 13,
    from: AT,
    to: AT + MINUTE,
    features: [ONE, OTHER].map((cell, i) => ({
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [cellToBoundary(cell, true).map((point) => point.map(rounded))] },
      properties: { cell, people: [4, 2][i], samples: 1 },
    })),
  });
  const [ring] = json.features[0].geometry.coordinates;
  expect([ring.length, ring[0]]).toEqual([7, ring[6]]);
});

test('CSV is a line a cell, with its middle in six decimals, its floor and its window', async () => {
  const { headers, text } = await ask('text/csv');
  expect(headers['content-type']).toBe('text/csv');
  const middle = (cell: string) => {
    const [lat, lng] = cellToLatLng(cell);
    return `${lng.toFixed(6)},${lat.toFixed(6)}`;
  };
  const heading = `1,${AT},${AT + MINUTE}`;
  expect(text).toBe(
    [
      'cell,lng,lat,people,samples,floor,from,to\r\n',
      `${ONE},${middle(ONE)},4,1,${heading}\r\n`,
      `${OTHER},${middle(OTHER)},2,1,${heading}\r\n`,
    ].join(''),
  );
});

const { csv, csvPublic, geojson, geojsonPublic } = heatmapRoutes;

test.each([
  [csv, 'text/csv'],
  [csvPublic, 'text/csv'],
  [geojson, 'application/geo+json'],
  [geojsonPublic, 'application/geo+json'],
] as const)('a URL with a format answers in that, whatever the caller accepts', async (route, type) => {
  const caller = route.roles === 'anyone' ? {} : { caller: OPERATOR };
  const negotiated = await ask(type);
  for (const accept of ['image/png', 'application/json', '*/*']) {
    const { status, headers, text } = await call(read, {
      route,
      path: { venue_id },
      query,
      headers: { accept },
      ...caller,
    });
    expect([status, headers['content-type'], text]).toEqual([200, type, negotiated.text]);
    expect([headers.vary, headers.etag]).toEqual([undefined, negotiated.headers.etag]);
    const scope = route.roles === 'anyone' ? 'public' : 'private';
    expect(headers['cache-control']).toBe(`${scope}, max-age=60`);
  }
});

test.each([csv, geojson])('a URL with a format refuses what the heatmap refuses', async (route) => {
  const ask = (asked: object) => call(read, { route, path: { venue_id }, caller: OPERATOR, ...asked });
  expect((await ask({ query: { colour: 'red' } })).json.reason).toBe('invalid_colour');
  expect((await ask({ path: { venue_id: 'nowhere' } })).status).toBe(404);
  expect((await ask({ caller: undefined })).status).toBe(401);
});

test.each([csvPublic, geojsonPublic])('a public URL with a format shows public venues only', async (route) => {
  const closed = { venue_id: unique('mall') };
  const body = venueBody({ public: false });
  await call(put, { method: 'PUT', path: closed, body, caller: OPERATOR });
  expect((await call(read, { route, path: closed })).json.reason).toBe('venue_unknown');
});

test.each([undefined, '', ' ', '*/*', 'application/*', 'text/csv;q=0.5, application/json'])(
  'who accepts %j gets JSON',
  async (accept) => {
    const { headers, json } = await ask(accept);
    expect([headers['content-type'], headers.vary]).toEqual(['application/json', 'accept']);
    expect(json).toMatchObject({
      venue_id,
      cells: [
        [ONE, 4, 1],
        [OTHER, 2, 1],
      ],
    });
  },
);

test('a client gets what it prefers, and 406 where it takes none of ours', async () => {
  expect((await ask('application/geo+json;q=0.1, text/csv')).headers['content-type']).toBe('text/csv');
  const none = await ask('image/png');
  expect([none.status, none.json.reason]).toEqual([406, 'not_acceptable']);
});

test('who has the answer is told so instead, by any of the forms of If-None-Match', async () => {
  const first = await ask();
  expect(first.headers.etag).toMatch(/^"[\w-]{22}"$/);
  const { etag } = first.headers;
  for (const known of [etag, `"other", ${etag}`, `"other",W/${etag}`, '*']) {
    const { status, headers, text } = await call(read, {
      route: heatmapRoutes.read,
      path: { venue_id },
      query,
      headers: { 'if-none-match': String(known) },
      caller: OPERATOR,
    });
    expect([status, text, headers.etag]).toEqual([304, undefined, etag]);
  }
  const other = {
    route: heatmapRoutes.read,
    path: { venue_id },
    query,
    headers: { 'if-none-match': '"other"' },
    caller: OPERATOR,
  };
  expect((await call(read, other)).status).toBe(200);
  expect((await ask('text/csv')).headers.etag).not.toBe(etag);
});
