import fc from 'fast-check';
import { DAYS, HOURS, MINUTES } from '../../../functions/heatmap/buckets/levels.ts';
import { aligned, tiles } from '../../../functions/heatmap/read/tiles.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 21, 14, 37, 12);
const NONE = new Map<string, string>();

const names = (from: number, to: number, marks: ReadonlyMap<string, string> = NONE) => {
  const counts: Record<string, number> = {};
  for (const { level } of tiles(aligned({ from, to }, NOW), '1', marks, NOW))
    counts[level.name] = (counts[level.name] ?? 0) + 1;
  return counts;
};

test('tiles follow each other without gap or overlap, and fill the window', () => {
  const mark = fc
    .tuple(fc.constantFrom(HOURS, DAYS), fc.integer({ min: 0, max: 60 }))
    .map(([level, ago]) => `${level.name} 1 ${Math.floor((NOW - ago * HOUR) / level.span) * level.span}`);
  fc.assert(
    fc.property(
      fc.oneof(fc.nat(5000), fc.integer({ min: 2800, max: 2960 })),
      fc.oneof(fc.nat(200), fc.nat(3000)),
      fc.array(mark, { maxLength: 5 }),
      (start, length, marks) => {
        const from = NOW - start * MINUTE;
        const window = aligned({ from, to: from + (length + 1) * MINUTE }, NOW);
        let end = window.from;
        for (const { level, start: at } of tiles(window, '1', new Map(marks.map((one) => [one, 't'])), NOW)) {
          expect(at).toBe(end);
          expect(at % level.span).toBe(0);
          expect(at + level.lifetime).toBeGreaterThan(NOW); // it is still kept
          end = at + level.span;
        }
        expect(end).toBe(window.to);
      },
    ),
    { numRuns: 150 },
  );
});

test('a day is 1 bucket, a day until now the hours and minutes around it', () => {
  expect(names(Date.UTC(2026, 10, 20), Date.UTC(2026, 10, 21))).toEqual({ day: 1 });
  expect(names(NOW - DAY, NOW)).toEqual({ minute: 23 + 38, hour: 23 });
});

test('a marked hour is read by its minutes, a marked day by its hours', () => {
  const day = Date.UTC(2026, 10, 20);
  const hour = day + 5 * HOUR;
  expect(names(day, day + DAY, new Map([[`hour 1 ${hour}`, 't']]))).toEqual({ hour: 23, minute: 60 });
  expect(names(day, day + DAY, new Map([[`day 1 ${day}`, 't']]))).toEqual({ hour: 24 });
  expect(names(day, day + DAY, new Map([[`hour 2 ${hour}`, 't']]))).toEqual({ day: 1 });
  expect(names(day, day + DAY, new Map([[`hour 1 ${day + DAY}`, 't']]))).toEqual({ day: 1 }); // of the next day
});

test('the end of a window grows by no more than what is still kept there makes it', () => {
  const minute = (ms: number) => Math.ceil(ms / MINUTE) * MINUTE;
  expect(aligned({ from: NOW - 50 * HOUR, to: NOW }, NOW).to).toBe(minute(NOW));
  const end = NOW - 47.5 * HOUR; // its hour has minutes, though its day began before they did
  expect(aligned({ from: end - 2 * HOUR, to: end }, NOW).to).toBe(minute(end));
});

test('where minutes are no longer kept the window grows to hours, then to days', () => {
  const old = NOW - 50 * HOUR;
  const grown = aligned({ from: old, to: old + MINUTE }, NOW);
  expect(grown).toEqual({ from: Math.floor(old / HOUR) * HOUR, to: Math.floor(old / HOUR) * HOUR + HOUR });
  expect(aligned({ from: NOW - 100 * DAY, to: NOW - 99.5 * DAY }, NOW)).toEqual({
    from: Math.floor((NOW - 100 * DAY) / DAY) * DAY,
    to: Math.ceil((NOW - 99.5 * DAY) / DAY) * DAY,
  });
});

test('a window within the bucket that minutes are leaving is that whole bucket', () => {
  const edge = NOW - 48 * HOUR; // minute 37 of its hour
  const hour = Math.floor(edge / HOUR) * HOUR;
  expect(aligned({ from: edge - 5 * MINUTE, to: edge + 5 * MINUTE }, NOW)).toEqual({ from: hour, to: hour + HOUR });
  expect(aligned({ from: hour - MINUTE, to: edge + 5 * MINUTE }, NOW)).toEqual({ from: hour - HOUR, to: hour + HOUR });
});

test('nothing is asked for that is older than everything kept', () => {
  const { from } = aligned({ from: 0, to: NOW }, NOW);
  expect(from).toBeGreaterThan(NOW - DAYS.lifetime);
  expect(MINUTES.lifetime).toBeGreaterThan(24 * HOUR + HOURS.span);
});
