import { outcomeOf } from '../../web/inspect/outcome.ts';
import { readersOf } from '../../web/inspect/rules.ts';
import { readRules } from '../../web/rules.mjs';
import { matches } from '../../web/talk/filter.ts';

test.each([
  ['devices/+/state', 'devices/a/state', true],
  ['devices/+/state', 'devices/a/b/state', false],
  ['devices/#', 'devices/a/b', true],
  ['devices/#', 'devices', true],
  ['devices/a/#', 'devices/b/state', false],
  ['#', 'selected/x', true],
  ['devices/+', 'devices/a/state', false],
])('%s and %s: %p', (filter, topic, expected) => expect(matches(filter, topic)).toBe(expected));

test('the rules of the deployment are known by the topics that they read', () => {
  const names = (topic: string) => readersOf(readRules(), topic).map(({ rule, to }) => `${rule} ${to}`);
  expect(names('devices/a/crowd')).toEqual(['crowd heatmap/mqtt/ingest']);
  expect(names('devices/a/state')).toEqual([
    'state device/mqtt/state',
    'forward phones/{phone_id}/devices/{device_id}/state',
  ]);
  expect(names('devices/a/rejections')).toEqual([]);
});

const heard = (number: number, topic: string, payload: object, at = number * 1000) => ({
  number,
  at,
  topic,
  payload: JSON.stringify(payload),
});
const rejected = (number: number, said: string, at?: number) =>
  heard(
    number,
    'devices/a/rejections',
    { count: 1, rejections: [{ said, reason: 'malformed', detail: '/battery' }] },
    at,
  );
const report = heard(1, 'devices/a/state', {});

test.each([
  ['a rejection of its kind follows', [rejected(2, 'state')], true],
  ['none follows', [], false],
  ['one of another kind follows', [rejected(2, 'crowd')], false],
  ['one came before', [rejected(0, 'state', 900)], false],
  ['one comes much later', [rejected(2, 'state', 60_000)], false],
])('what became of a report where %s', (_, later, isBad) => {
  expect(outcomeOf(report, later).isBad).toBe(isBad);
});

test('a rejection tells its reason in words', () => {
  expect(outcomeOf(report, [rejected(2, 'state')]).details).toEqual(['It is not JSON, or not of the schema. /battery']);
});
