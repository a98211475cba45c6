import { latLngToCell } from 'h3-js';
import { clean, parse, Rejection } from '../../../functions/heatmap/ingest/clean.ts';
import { planOf } from '../../../functions/heatmap/ingest/floorplan.ts';
import { NOW, report, venue } from './fixtures.ts';

const HOUR = 3_600_000;
const envelope = (payload: unknown) => ({
  data: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)).toString('base64'),
  device_id: 'r1',
  received_at: NOW,
});
const context = { deviceId: 'r1', receivedAt: NOW, now: NOW };

describe('parse', () => {
  test.each([
    ['not JSON', 'not json', 'not JSON'],
    ['JSON of another kind', '[1,2]', 'report must be object'],
    ['a missing member', { ...report(), seq: undefined }, 'seq'],
    ['a negative sequence number', report({ seq: -1 }), 'seq'],
    ['a sequence number that Lua could not keep', report({ seq: 1e14 }), 'seq'],
    ['a count that is no whole number', report({ counts: [[121.47, 31.23, 1.5]] }), 'counts.0.2'],
    ['a boot with a blank', report({ boot: 'b 1' }), 'boot'],
    ['a year before time', report({ at: -1 }), 'at'],
  ])('%s is malformed', (_, payload, detail) => {
    const result = parse(envelope(payload));
    expect(result).toBeInstanceOf(Rejection);
    expect(result).toMatchObject({ reason: 'malformed', detail: expect.stringContaining(detail) });
  });

  test('a malformed report keeps the venue that it names', () => {
    expect(parse(envelope({ venue_id: 'mall' }))).toMatchObject({ reason: 'malformed', venueId: 'mall' });
  });

  test('no member of a report can pose as a rejection', () => {
    expect(parse(envelope({ ...report(), reason: 'jump', detail: 'x' }))).not.toBeInstanceOf(Rejection);
  });
});

describe('clean', () => {
  const plan = planOf(venue);

  test.each([
    ['floor_unknown', report({ floor: '9' })],
    ['clock_ahead', report({ at: NOW + 60_001 })],
    ['too_late', report({ at: NOW - 24 * HOUR - 1 })],
    ['too_late', report({ at: 0 })],
    ['outside_venue', report({ position: [121.49, 31.23] })],
    ['outside_venue', report({ counts: [[121.47, 31.25, 1]] })],
    ['count_out_of_range', report({ counts: [[121.47, 31.23, -1]] })],
    ['count_out_of_range', report({ counts: [[121.47, 31.23, 51]] })],
    [
      'count_out_of_range',
      report({
        counts: [
          [121.47, 31.23, 5],
          [121.47, 31.23, -1],
        ],
      }),
    ],
  ] as const)('%s', (reason, bad) => {
    expect(clean(bad, plan, context)).toMatchObject({ reason });
  });

  test('venue_unknown', () => {
    expect(clean(report(), undefined, context)).toMatchObject({ reason: 'venue_unknown' });
  });

  test('a clock may run 60 s ahead of the broker, and a report be 24 h late', () => {
    expect(clean(report({ at: NOW + 60_000 }), plan, context)).not.toBeInstanceOf(Rejection);
    expect(clean(report({ at: NOW - 24 * HOUR }), plan, context)).not.toBeInstanceOf(Rejection);
  });

  test('points of one cell add up, and their sum is what must be believable', () => {
    const twice = report({ counts: Array.from({ length: 2 }, () => [121.47025, 31.23044, 25]) });
    const cell = latLngToCell(31.23044, 121.47025, 13);
    expect(clean(twice, plan, context)).toMatchObject({ people: new Map([[cell, 50]]) });
    const thrice = report({ counts: Array.from({ length: 3 }, () => [121.47025, 31.23044, 25]) });
    expect(clean(thrice, plan, context)).toMatchObject({ reason: 'count_out_of_range' });
  });

  test('a floor with a frame takes metres', () => {
    const metres = report({ floor: 'plan', position: [0, 0], counts: [[0, 0, 2]] });
    const cell = latLngToCell(31.23, 121.47, 13);
    expect(clean(metres, plan, context)).toMatchObject({ position: [121.47, 31.23], people: new Map([[cell, 2]]) });
  });
});
