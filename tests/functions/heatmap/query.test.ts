import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { type HeatmapParameters, heatmapQuery } from '../../../functions/heatmap/read/query.ts';
import { readQuery } from '../../../lib/query.ts';
import { NOW, venue } from './fixtures.ts';

const MINUTE = 60_000;
/** The query of a URL, as the route takes it. */
const read = (parameters: Record<string, string>, of = venue) =>
  heatmapQuery(readQuery(heatmapRoutes.read.query, parameters) as unknown as HeatmapParameters, of, NOW);
const ask = (parameters: Record<string, string>) => read({ floor: '1', ...parameters });

test('the last five minutes are asked for by default, with every minute that they touch', () => {
  expect(ask({})).toEqual({
    floor: '1',
    metric: 'mean',
    resolution: 13,
    top: undefined,
    from: Date.UTC(2026, 10, 21, 11, 55),
    to: Date.UTC(2026, 10, 21, 12, 1),
  });
});

test('from and to take in every minute that they touch', () => {
  expect(ask({ from: `${NOW - 10 * MINUTE}`, to: `${NOW - 9 * MINUTE}` })).toMatchObject({
    from: Date.UTC(2026, 10, 21, 11, 50),
    to: Date.UTC(2026, 10, 21, 11, 52),
  });
});

test.each([
  ['2026-11-21T11:50:00Z', Date.UTC(2026, 10, 21, 11, 50)],
  ['2026-11-21T11:50Z', Date.UTC(2026, 10, 21, 11, 50)],
  ['2026-11-21T11:50:59.999999Z', Date.UTC(2026, 10, 21, 11, 50)],
  ['2026-11-21T19:50:00+08:00', Date.UTC(2026, 10, 21, 11, 50)],
  ['2026-11-21T19:50:00 08:00', Date.UTC(2026, 10, 21, 11, 50)], // a plus that was not escaped
  ['2026-11-20T23:20:00-12:30', Date.UTC(2026, 10, 21, 11, 50)],
  ['2026-11-21', Date.UTC(2026, 10, 21)],
])('from may be written as %s', (from, at) => {
  expect(ask({ from, to: '2026-11-21T11:52:00Z' })).toMatchObject({ from: at, to: Date.UTC(2026, 10, 21, 11, 52) });
});

test.each([
  '2026-02-30',
  '2026-13-01',
  '2026-11-21T11:50',
  '2026-11-21T25:00Z',
  '21.11.2026',
  'now',
  '',
  '1e3',
  '0x10',
])('from is not %j, in which a moment is not certain', (from) => {
  expect(() => ask({ from, to: '2026-11-21' })).toThrow(expect.objectContaining({ reason: 'invalid_from' }));
  expect(() => ask({ from: '1', to: from })).toThrow(expect.objectContaining({ reason: 'invalid_to' }));
});

test('the only floor of a venue need not be named', () => {
  const small = { ...venue, floors: venue.floors.slice(0, 1) };
  expect(read({}, small)).toMatchObject({ floor: '1' });
  expect(() => read({})).toThrow(expect.objectContaining({ reason: 'invalid_floor' }));
});

test.each([
  [{ floor: '9' }, 'invalid_floor'],
  [{ window: '0m' }, 'invalid_window'],
  [{ window: '5' }, 'invalid_window'],
  [{ window: '5y' }, 'invalid_window'],
  [{ window: '5m', from: '1', to: '2' }, 'invalid_window'],
  [{ window: '5m', from: '1' }, 'invalid_window'],
  [{ window: 'x5m' }, 'invalid_window'],
  [{ from: '1' }, 'invalid_to'],
  [{ from: `${NOW + MINUTE + 1}`, to: `${NOW + 5 * MINUTE}` }, 'invalid_from'],
  [{ to: '1' }, 'invalid_from'],
  [{ from: '5', to: '5' }, 'invalid_to'],
  [{ from: 'x', to: '5' }, 'invalid_from'],
  [{ from: '-1', to: '5' }, 'invalid_from'],
  [{ metric: 'median' }, 'invalid_metric'],
  [{ top: '-1' }, 'invalid_top'],
  [{ top: '0' }, 'invalid_top'],
  [{ top: '1.5' }, 'invalid_top'],
  [{ top: '' }, 'invalid_top'],
  [{ resolution: '14' }, 'invalid_resolution'],
  [{ resolution: 'fine' }, 'invalid_resolution'],
])('%j is refused as %s', (parameters, reason) => {
  expect(() => ask(parameters as Record<string, string>)).toThrow(expect.objectContaining({ status: 400, reason }));
});

test('a clock may run a minute ahead, and a window that reaches further ends with that minute', () => {
  const end = Date.UTC(2026, 10, 21, 12, 2);
  const from = `${NOW + MINUTE}`;
  expect(ask({ from, to: `${NOW + 9 * MINUTE}` })).toMatchObject({ from: end - MINUTE, to: end });
  expect(ask({ from: `${NOW - 9 * MINUTE}`, to: `${NOW}` })).toMatchObject({ to: end - MINUTE });
});

test.each([
  ['90m', 90],
  ['2h', 120],
  ['1d', 24 * 60],
])('%s until now are %i minutes', (window, minutes) => {
  const { from, to } = ask({ window });
  expect([from, to]).toEqual([Math.floor(NOW / MINUTE - minutes) * MINUTE, Math.ceil(NOW / MINUTE) * MINUTE]);
});

test('cells may be as fine as the venue’s, or coarser', () => {
  expect(ask({ resolution: '13' }).resolution).toBe(13);
  expect(ask({ resolution: '9', top: '3', metric: 'peak' })).toMatchObject({ resolution: 9, top: 3, metric: 'peak' });
});
