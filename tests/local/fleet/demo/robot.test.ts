import type { Place } from '../../../../local/fleet/demo/mall.ts';
import { Robot } from '../../../../local/fleet/demo/robot.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const HERE: Place = [30, 30];

/** A robot that stands still. */
const robot = () => new Robot('robot-1', '1', 'mall', 'b1', [HERE], 0);

const people = (count: number, [x, y]: Place = HERE): Place[] => Array.from({ length: count }, () => [x + 1, y + 1]);

test('it says whom it sees, and not who is out of sight', () => {
  const report = robot().look([...people(3), [60, 30]], NOW)!;
  expect(report).toMatchObject({ seq: 1, boot: 'b1', at: NOW, venue_id: 'mall', floor: '1', position: HERE });
  expect(report.counts).toEqual([[31, 31, 3]]);
});

test('it reports on a change that matters', () => {
  const one = robot();
  one.look(people(1), NOW);
  expect(one.look(people(3), NOW + 2000)).toBeUndefined();
  expect(one.look(people(4), NOW + 2000)).toMatchObject({ seq: 2, counts: [[31, 31, 4]] });
});

test('it reports at the latest every ten seconds, whether or not anything changes', () => {
  const one = robot();
  const at = Array.from({ length: 121 }, (_, i) => one.look(people(2), NOW + i * 250)?.at).filter((time) => time);
  expect(at.map((time) => time! - NOW)).toEqual([0, 10_000, 20_000, 30_000]);
});

test('it never reports more than once a second, however much changes', () => {
  const one = robot();
  const at = Array.from({ length: 100 }, (_, i) => one.look(people((i % 2) * 20), NOW + i * 100)?.at).filter(Boolean);
  expect(at.length).toBeGreaterThan(5);
  for (let i = 1; i < at.length; i++) expect(at[i]! - at[i - 1]!).toBeGreaterThanOrEqual(1000);
});

test('it says 0 where people have gone, once', () => {
  const one = robot();
  one.look(people(5), NOW);
  expect(one.look([], NOW + 2000)!.counts).toEqual([[31, 31, 0]]);
  expect(one.look([], NOW + 20_000)!.counts).toEqual([]);
});
