import { formOf } from '../../../functions/product/index.ts';

const MINUTE = 60_000;
const METERED = {
  form: 'metered',
  currency: 'CNY',
  unlock: 100,
  per_minute: 20,
  free_minutes: 2,
  daily_cap: 2500,
  hold: 300,
} as const;
const PACKAGE = { form: 'prepaid', currency: 'CNY', price: 1000, minutes: 10 } as const;

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

test.each([
  ['CNY', 0, '1.00 CNY to unlock and 0.20 CNY for each started minute, at most 25.00 CNY a day.', 1],
  ['CNY', 1, '1.00 CNY to unlock and 0.20 CNY for each started minute after the first 1, at most 25.00 CNY a day.', 1],
  ['JPY', 0, '100 JPY to unlock and 20 JPY for each started minute, at most 2500 JPY a day.', 100],
  ['KWD', 0, '0.100 KWD to unlock and 0.020 KWD for each started minute, at most 2.500 KWD a day.', 0.1],
])('a price by the minute in %s is told in its major units, with %i minutes free', (currency, free, text, price) => {
  const terms = { ...METERED, currency, free_minutes: free };
  const per_min_pricing = [{ start: free, rate: price / 5, interval: 1 }];
  expect(formOf(terms).speak(terms)).toEqual({ price, text, per_min_pricing });
});

test('the price of a package is told with its minutes', () => {
  expect(formOf(PACKAGE).speak(PACKAGE)).toEqual({
    price: 10,
    text: '10.00 CNY for 10 minutes, paid when the rental begins.',
  });
});
