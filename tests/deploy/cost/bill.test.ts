import fc from 'fast-check';
import { charge, monthly } from '../../../deploy/cost/bill.ts';
import { PRICES, type Price } from '../../../deploy/cost/prices.ts';

const all = Object.entries(PRICES) as [string, Price][];

test.each([
  [1e9, 1000],
  [1e9 + 1e6, 1000.8],
  [5e9, 1000 + 3200],
  [6e9, 1000 + 3200 + 700],
])('%d messages in a month are %d dollars: each tier has its own price', (messages, dollars) => {
  expect(monthly(PRICES.message, messages)).toBeCloseTo(dollars, 6);
});

test.each([
  ['compute', 7.5e9, 100_000.5],
  ['compute', 8.5e9, 100_000.5 + 12_000.1],
  ['http', 301e6, 300.9],
  ['sqs', 101e9, 40_300],
  ['log', 11_000, 5250],
  ['metric', 10_001, 3000.1],
  ['redisStorage', 1, 0],
  ['redisStorage', 3, 0.5],
  ['redisTransfer', 201, 0.03],
] as const)('%s at a boundary of its tiers', (name, units, dollars) => {
  expect(monthly(PRICES[name], units)).toBeCloseTo(dollars, 6);
});

test('more never costs less, and a unit more costs no more than the dearest tier says', () => {
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.double({ min: 0, max: 1e12, noNaN: true }), ([, price], units) => {
      const more = monthly(price, units + price.size) - monthly(price, units);
      const dearest = Math.max(...price.tiers.map(([, dollars]) => dollars));
      expect(more).toBeGreaterThanOrEqual(0);
      expect(more).toBeLessThanOrEqual(dearest + 1e-2);
    }),
  );
});

test('uses of one price share its tiers; what is held is paid by the month', () => {
  const [one, two, alarms] = charge([
    { price: 'message', by: 'one', quantity: 30e6 },
    { price: 'message', by: 'two', quantity: 10e6 },
    { price: 'alarm', by: 'stack', quantity: 30 },
  ]);
  // 1.2 thousand million a month: 1,000 dollars, and 200 million at 0.80
  expect(one!.dollars + two!.dollars).toBeCloseTo(1160 / 30, 9);
  expect(one!.dollars).toBeCloseTo(3 * two!.dollars, 9);
  expect(alarms!.dollars).toBeCloseTo(0.1, 9);
});

test.each(all)('%s names its source, and tiers that rise to no end', (_, { source, tiers, size }) => {
  expect(source).toMatch(/^https:\/\/(aws\.amazon\.com\/[a-z0-9-]+(\/[a-z-]+)*\/|upstash\.com\/pricing\/redis)$/);
  expect(size).toBeGreaterThan(0);
  const ends = tiers.map(([upTo]) => upTo);
  expect(ends).toEqual([...ends].sort((a, b) => a - b));
  expect(ends.at(-1)).toBe(Number.POSITIVE_INFINITY);
});
