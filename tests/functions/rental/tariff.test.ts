import { formOf } from '../../../functions/rental/tariff/index.ts';

const MINUTE = 60_000;
const METERED = { form: 'metered', unlock: 100, per_minute: 20, free_minutes: 2, daily_cap: 2500, hold: 300 } as const;
const PACKAGE = { form: 'prepaid', price: 1000, minutes: 10 } as const;

test('a metered rental pays nothing upfront, and lasts until what is set aside is used up', () => {
  const form = formOf(METERED);
  expect([form.hold(METERED), form.upfront(METERED), form.remainingHold(METERED)]).toEqual([300, 0, 300]);
  expect(form.longest(METERED)).toBe(12 * MINUTE);
  expect(form.settle(METERED, { lasted: form.longest(METERED), gone: 0 }).price).toBe(300);
  const rest = { ...METERED, hold: 319 }; // not enough for another minute
  expect(formOf(rest).longest(rest)).toBe(12 * MINUTE);
});

test.each([
  [0, 100],
  [2 * MINUTE, 100],
  [2 * MINUTE + 1, 120],
  [3 * MINUTE, 120],
  [7 * MINUTE, 200],
])('a metered rental of %i ms costs %i, and gives nothing back', (lasted, price) => {
  const settled = { price, refund: 0, daily_cap: 2500 };
  expect(formOf(METERED).settle(METERED, { lasted, gone: 5 * MINUTE })).toEqual(settled);
});

test('a package is paid upfront, and sets nothing aside from then on', () => {
  const form = formOf(PACKAGE);
  expect([form.hold(PACKAGE), form.upfront(PACKAGE), form.remainingHold(PACKAGE)]).toEqual([1000, 1000, 0]);
  expect(form.longest(PACKAGE)).toBe(10 * MINUTE);
});

test.each([
  [0, 0],
  [MINUTE, 100],
  [MINUTE - 1, 99],
  [10 * MINUTE, 1000],
])('a package whose device was gone for %i ms gives %i back, and costs nothing more', (gone, refund) => {
  expect(formOf(PACKAGE).settle(PACKAGE, { lasted: 10 * MINUTE, gone })).toEqual({ price: 0, refund });
});
