import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { handler as read } from '../../../functions/heatmap/http/read.ts';
import { redis } from '../../../lib/redis.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';
import { cells, deliver, newVenue, newVenueOf, seen } from './doors.ts';
import { CELLS, count } from './places.ts';

withRedis();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Math.floor(Date.now() / DAY) * DAY + 12 * HOUR + 30_500;
const AT = NOW - 30_500 - 10 * MINUTE;

beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => jest.restoreAllMocks());

type Query = Record<string, string>;
const ask = (venue_id: string, query: Query, headers = {}) =>
  call(read, { route: heatmapRoutes.series, path: { venue_id }, query, headers, caller: OPERATOR });
const askPublic = (venue_id: string, query: Query) =>
  call(read, { route: heatmapRoutes.seriesPublic, path: { venue_id }, query });
const over = (from: number, to: number) => ({ from: `${from}`, to: `${to}` });

test('each floor has its points, none for a minute without a report, and 0 where nobody was counted', async () => {
  const venue = await newVenueOf(['1', '2', '3']);
  const counts = [count(CELLS[0]!, 4), count(CELLS[1]!, 2)];
  await deliver(
    seen(venue, { seq: 1, at: AT, counts }),
    seen(venue, { seq: 2, at: AT + 1000, counts: [count(CELLS[0]!, 1)] }),
    seen(venue, { seq: 3, at: AT + 2 * MINUTE, counts: [count(CELLS[0]!, 0)] }),
    seen(venue, { seq: 4, at: AT + 3 * MINUTE, counts: [] }),
    seen(venue, { seq: 5, at: AT, floor: '2', counts: [count(CELLS[3]!, 7)] }),
  );
  const window = over(AT, AT + 5 * MINUTE);
  const first = { at: AT, people: 4.5, peak: 6, samples: 3 };
  const floors = [
    { floor: '1', points: [first, { at: AT + 2 * MINUTE, people: 0, peak: 0, samples: 1 }] },
    { floor: '2', points: [{ at: AT, people: 7, peak: 7, samples: 1 }] },
    { floor: '3', points: [] },
  ];
  const heading = { venue_id: venue, from: AT, to: AT + 5 * MINUTE, step: 'minute', step_ms: MINUTE };
  expect((await ask(venue, window)).json).toEqual({ ...heading, floors });
  expect((await ask(venue, { ...window, floor: '2' })).json).toEqual({ ...heading, floors: floors.slice(1, 2) });
});

test('a point has the people of all cells of the heatmap of its step', async () => {
  const venue = await newVenue();
  const counts = CELLS.map((cell, i) => count(cell, i));
  await deliver(seen(venue, { at: AT, counts }), seen(venue, { seq: 2, at: AT + MINUTE, counts: counts.slice(3, 9) }));
  const hour = { from: AT - 50 * MINUTE, to: AT + 10 * MINUTE };
  const { json } = await ask(venue, { ...over(hour.from, hour.to), step: 'hour' });
  const sumOf = async (metric: string) =>
    ((await cells(venue, { ...hour, metric })) as number[][]).reduce((sum, [, people]) => sum + people!, 0);
  const [{ people, peak }] = json.floors[0].points;
  expect([people, peak]).toEqual([expect.closeTo(await sumOf('mean'), 9), await sumOf('peak')]);
});

test('the step that runs has what there is of it, and the window ends with the minute that runs', async () => {
  const venue = await newVenue();
  await deliver(seen(venue, { seq: 1, at: AT }), seen(venue, { seq: 2, at: NOW - 1000 }));
  const midnight = NOW - 30_500 - 12 * HOUR;
  const { json } = await ask(venue, { ...over(NOW - 2 * HOUR, NOW - 90 * MINUTE), step: 'day' });
  const points = [{ at: midnight, people: 3, peak: 3, samples: 2 }];
  expect(json).toMatchObject({ from: midnight, to: NOW + 29_500, step_ms: DAY, floors: [{ floor: '1', points }] });
});

test.each([
  [{ window: '5m' }, 'minute', 'minute'],
  [{ window: '1h' }, 'minute', 'minute'],
  [{ window: '11h' }, 'minute', 'hour'], // more minutes than anyone may ask for
  [{ window: '12h' }, 'hour', 'hour'],
  [{ window: '7d' }, 'hour', 'hour'],
  [{ window: '12d' }, 'day', 'day'],
  [{ window: '30d' }, 'day', 'day'],
  [over(NOW - 50 * HOUR, NOW - 49 * HOUR), 'hour', 'hour'], // minutes are gone
  [over(NOW - 100 * DAY, NOW - 100 * DAY + HOUR), 'day', 'day'], // hours are gone
  [{ window: '9d', step: 'day' }, 'day', 'day'],
  [{ window: '3h', step: 'hour' }, 'hour', 'hour'],
])('of %j the step is %s, and %s for anyone', async (query, step, ofAnyone) => {
  const venue = await newVenue();
  expect((await ask(venue, query as Query)).json).toMatchObject({ step });
  expect((await askPublic(venue, query as Query)).json).toMatchObject({ step: ofAnyone });
});

test.each([
  [{ step: 'second' }, 'invalid_step'],
  [{ step: 'minute', ...over(NOW - 49 * HOUR, NOW - 48.5 * HOUR) }, 'invalid_step'],
  [{ step: 'hour', ...over(NOW - 91 * DAY, NOW - 91 * DAY + 1) }, 'invalid_step'],
  [{ step: 'minute', window: '24h' }, 'invalid_window'],
  [{ step: 'hour', window: '60d' }, 'invalid_window'],
  [{ window: '0m' }, 'invalid_window'],
  [{ from: '1' }, 'invalid_to'],
  [{ from: 'today', to: '2026-11-21' }, 'invalid_from'],
  [{ floor: '9' }, 'invalid_floor'],
  [{ metric: 'peak' }, 'invalid_metric'],
])('%j is refused as %s', async (query, reason) => {
  const { status, json } = await ask(await newVenue(), query as Query);
  expect([status, json.reason]).toEqual([400, reason]);
});

test('what anyone may ask for is less: 31 days, and 240 minutes, hours and days of all floors', async () => {
  const venue = await newVenue();
  const many = await newVenueOf(Array.from({ length: 130 }, (_, i) => `${i}`));
  for (const [id, query] of [
    [venue, { window: '32d' }],
    [venue, { step: 'minute', window: '5h' }],
    [many, { window: '5m' }],
  ] as const) {
    expect((await askPublic(id, query)).json.reason).toBe('invalid_window');
    expect((await ask(id, query)).status).toBe(200);
  }
  expect((await askPublic(many, { window: '5m', floor: '7' })).status).toBe(200);
  const closed = await newVenueOf(['1'], { public: false });
  expect((await askPublic(closed, {})).json.reason).toBe('venue_unknown');
  expect((await ask(closed, {})).status).toBe(200);
});

test('an answer takes a command a bucket and one for each sixty steps, and none where it is remembered', async () => {
  const venue = await newVenue();
  await ask(venue, {}); // the venue is remembered
  const asked: string[] = [];
  const pipeline = redis().pipeline.bind(redis());
  jest.spyOn(redis(), 'pipeline').mockImplementation(() => {
    const real = pipeline();
    for (const name of ['get', 'hgetall'] as const) {
      const command = real[name].bind(real) as (key: string) => typeof real;
      real[name] = ((key: string) => {
        asked.push(key);
        return command(key);
      }) as never;
    }
    return real;
  });
  const query = { ...over(AT - 170 * MINUTE, AT), step: 'minute' };
  expect((await ask(venue, query)).status).toBe(200);
  expect(asked).toHaveLength(170 + 3);
  expect((await ask(venue, query)).status).toBe(200);
  expect(asked).toHaveLength(170 + 3);
});

test('it is kept as long as its steps are, by who may, and who has it is told so', async () => {
  const venue = await newVenue();
  const old = over(AT - 26 * HOUR - 50 * MINUTE, AT - 25 * HOUR - 50 * MINUTE); // a whole hour
  const { headers } = await ask(venue, { ...old, step: 'minute' });
  const left = AT - 26 * HOUR - 50 * MINUTE + 48 * HOUR - NOW;
  expect(headers['cache-control']).toBe(`private, max-age=${Math.floor(left / 1000)}, immutable`);
  expect(headers.vary).toBeUndefined();
  const hours = (await askPublic(venue, { ...old, step: 'hour' })).headers['cache-control'];
  expect(Number(/^public, max-age=(\d+), immutable$/.exec(String(hours))![1])).toBeGreaterThan(80 * 86_400);
  const running = await ask(venue, {});
  expect(running.headers['cache-control']).toBe('private, max-age=29');
  const again = await ask(venue, {}, { 'if-none-match': String(running.headers.etag) });
  expect([again.status, again.text]).toEqual([304, undefined]);
});
