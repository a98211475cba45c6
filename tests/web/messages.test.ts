import { outcomeOf, outcomeOfOther } from '../../web/inspect/outcome.ts';
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

const DAY = 86_400_000;
const report = { topic: 'devices/a/state', payload: '{"seq":1,"battery":"empty"}', at: DAY + 1000 };
const sample = (changes: object = {}) => ({
  said: 'state' as const,
  reason: 'malformed' as const,
  detail: '/battery',
  received_at: report.at,
  text: report.payload,
  ...changes,
});
const kept = (...samples: ReturnType<typeof sample>[]) => ({ samples, counts: [] });

test.each([
  ['it is among the samples', kept(sample()), true],
  ['its beginning is', kept(sample({ text: '{"seq":1,"bat' })), true],
  ['its beginning is, cut inside a character', kept(sample({ text: '{"seq":1,\uFFFD' })), true],
  ['it is, as it was read', kept(sample({ text: '{"device_id":"a","battery":"empty","seq":1}' })), true],
  ['nothing was rejected', kept(), false],
  ['another report was', kept(sample({ text: '{"seq":2,"battery":"empty"}' })), false],
  ['an empty one was', kept(sample({ text: '' })), false],
  ['one that says more was', kept(sample({ text: '{"seq":1,"battery":"empty","at":-1}' })), false],
  ['the same bytes were, as something else', kept(sample({ said: 'crowd' })), false],
])('what became of a report where %s', (_, rejections, isBad) => {
  const { text } = outcomeOf(report, rejections);
  expect([outcomeOf(report, rejections).isBad, text]).toEqual([
    isBad,
    isBad ? 'It did not count:' : 'It counts: it is not among what was rejected.',
  ]);
});

test.each([
  ['devices/a/commands/b/result', 'results'],
  ['devices/a/crowd', 'crowd'],
  ['devices/a/events', 'events'],
  ['devices/a/usage', 'usage'],
] as const)('what is on %s is rejected as one of the %s', (topic, said) => {
  const { isBad } = outcomeOf({ ...report, topic }, { samples: [{ ...sample(), said }], counts: [] });
  expect(isBad).toBe(true);
});

test('a rejection tells its reason in words, once', () => {
  expect(outcomeOf(report, kept(sample(), sample())).details).toEqual([
    'It is not JSON, or not of the schema. /battery',
  ]);
});

test('where newer rejections have taken the place of those of its time, nobody knows', () => {
  const newer = sample({ text: '{"seq":9}', received_at: report.at + 1 });
  const counts = [{ day: DAY, device_id: 'a', said: 'state' as const, reason: 'malformed' as const, count: 11 }];
  const texts = (samples: object[]) => outcomeOf(report, { samples: samples as (typeof newer)[], counts }).text;
  expect(texts([newer])).toMatch(/^Nobody knows/);
  expect(texts([newer, sample({ text: '{"seq":8}', received_at: report.at - 1 })])).toMatch(/^It counts/);
});

test.each([
  ['devices/a/rejections', '{"count":1}', 'The device was told of 1 fault in what it has said.', true],
  ['devices/a/rejections', '{"count":2}', 'The device was told of 2 faults in what it has said.', true],
  ['devices/a/raw', 'x', 'Rules make reports of it, which the API counts by rule.', false],
  ['devices/a/commands/b', '{}', 'It is for the device, or for who watches it; nothing is made of it.', false],
])('what became of what comes on %s: %s', (topic, payload, text, isBad) => {
  expect(outcomeOfOther({ topic, payload })).toEqual({ text, isBad });
});
