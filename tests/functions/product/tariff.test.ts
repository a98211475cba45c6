import fc from 'fast-check';
import type { UsageTariff } from '../../../events/product/tariff.ts';
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
  expect(form.settle(METERED, { lasted: form.longest(METERED), gone: 0, quantity: 0 }).price).toBe(300);
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
  expect(formOf(METERED).settle(METERED, { lasted, gone: 5 * MINUTE, quantity: 0 })).toEqual(settled);
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
  expect(formOf(PACKAGE).settle(PACKAGE, { lasted: 10 * MINUTE, gone, quantity: 0 })).toEqual({ price: 0, refund });
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

const USAGE: UsageTariff = {
  form: 'usage',
  currency: 'CNY',
  meter: 'volume',
  unit: 'ml',
  per: 100,
  price: 4,
  free: 50,
  minimum: 10,
  hold: 100,
  steps: [
    { above: 250, price: 3 },
    { above: 500, price: 0 },
    { above: 1000, price: 20 },
  ],
};
const priceOf = (quantity: number, terms = USAGE) => formOf(terms).settle(terms, { lasted: 0, gone: 0, quantity });

test.each([
  [0, 0],
  [50, 0], // free
  [51, 10], // the least
  [150, 10],
  [250, 10], // 4 + 4
  [251, 11], // the third begins at 250
  [450, 14],
  [451, 17], // the fifth begins at 450
  [550, 17],
  [1050, 17], // nothing for the six that begin from 550 on
  [1051, 37], // the eleventh begins at 1050
  [1_000_000, 100],
])('%i ml cost %i', (quantity, price) => {
  expect(priceOf(quantity)).toEqual({ price, refund: 0 });
});

test('use sets its hold aside, pays nothing upfront, and lasts a day where nothing else is said', () => {
  const form = formOf(USAGE);
  expect([form.hold(USAGE), form.upfront(USAGE), form.remainingHold(USAGE)]).toEqual([100, 0, 100]);
  expect(form.longest(USAGE)).toBe(24 * 60 * MINUTE);
  expect(form.longest({ ...USAGE, minutes: 3 } as UsageTariff)).toBe(3 * MINUTE);
  expect([METERED, PACKAGE].map((terms) => formOf(terms).limit(terms))).toEqual([undefined, undefined]);
});

const units = fc.integer({ min: 0, max: 50 });
const tariffs = fc
  .record({
    per: fc.integer({ min: 1, max: 200 }),
    price: units,
    free: fc.nat(300),
    minimum: units,
    more: fc.nat(500),
    steps: fc.uniqueArray(fc.record({ above: fc.nat(2000), price: units }), {
      maxLength: 3,
      selector: ({ above }) => above,
    }),
  })
  .map(
    ({ more, steps, ...terms }): UsageTariff => ({
      ...USAGE,
      ...terms,
      hold: terms.minimum + more,
      steps: steps.sort((a, b) => a.above - b.above),
    }),
  );

/** Started `per` by started `per`, as the schema's text says it. */
function counted({ per, price, free = 0, minimum = 0, hold, steps = [] }: UsageTariff, quantity: number): number {
  let sum = 0;
  for (let begins = free; begins < quantity; begins += per) {
    sum += steps.findLast(({ above }) => begins >= above)?.price ?? price;
  }
  return quantity > free ? Math.min(hold, Math.max(minimum, sum)) : 0;
}

test('any quantity costs what its started parts cost, and what the limit covers is less than the hold', () => {
  fc.assert(
    fc.property(tariffs, fc.nat(20_000), (terms, quantity) => {
      expect(priceOf(quantity, terms).price).toBe(counted(terms, quantity));
      const { quantity: limit } = formOf(terms).limit(terms)!;
      const unbounded = { ...terms, hold: 1e9 };
      const last = [...(terms.steps ?? [])].at(-1)?.price ?? terms.price;
      if (limit === undefined) expect(last).toBe(0);
      else {
        expect(counted(unbounded, limit)).toBeLessThanOrEqual(terms.hold);
        expect(counted(unbounded, limit + 1)).toBeGreaterThan(terms.hold);
      }
    }),
    { numRuns: 2000 },
  );
});

test('use is told in words, as GBFS has no price by quantity', () => {
  const { steps: _, ...plain } = USAGE;
  expect(formOf(USAGE).speak(USAGE)).toEqual({
    price: 0,
    text: '0.04 CNY for each started 100 ml of volume after the first 50 ml, at most 1.00 CNY.',
  });
  const bare: UsageTariff = { ...plain, free: 0 };
  expect(formOf(bare).speak(bare).text).toBe('0.04 CNY for each started 100 ml of volume, at most 1.00 CNY.');
});

test('of an odd price the smaller half is given back where the device does not come back', () => {
  const odd = { ...PACKAGE, price: 1001 };
  const never = { lasted: 0, gone: 10 * MINUTE, silent: true, quantity: 0 };
  expect(formOf(odd).settle(odd, never)).toEqual({ price: 0, refund: 500 });
});
