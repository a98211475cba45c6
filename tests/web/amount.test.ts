import { minorUnitsOf } from '../../web/register/account/amount.ts';
import { type Attempt, attemptFor, openAfter } from '../../web/register/account/attempt.ts';

test.each([
  ['12.34', 'CNY', 1234],
  ['0.29', 'CNY', 29], // 0.29 * 100 is 28.999999999999996
  ['1.1', 'CNY', 110],
  [' 7 ', 'EUR', 700],
  ['1200', 'JPY', 1200],
  ['1.005', 'KWD', 1005],
  ['1000000', 'CNY', 100_000_000],
])('%s %s is %d minor units', (text, currency, amount) => {
  expect(minorUnitsOf(text, currency)).toEqual({ amount });
});

test.each([
  ['', 'CNY'],
  ['1,50', 'CNY'],
  ['-1', 'CNY'],
  ['1e3', 'CNY'],
  ['1.', 'CNY'],
  ['1.234', 'CNY'],
  ['1.5', 'JPY'],
  ['0.00', 'CNY'],
  ['1000000.01', 'CNY'],
])('%j %s is no amount', (text, currency) => {
  expect(minorUnitsOf(text, currency)).toEqual({ fault: expect.stringMatching(/\.$/) });
});

test('a write keeps its key while its answer is lost and it says the same', () => {
  let keys = 0;
  const keyFor = (says: string, before?: Attempt) => attemptFor(says, before, () => `key-${++keys}`);
  const first = keyFor('alice 1234');
  expect(keyFor('alice 1234', openAfter(first, true))).toEqual(first);
  expect(keyFor('alice 1235', openAfter(first, true)).key).not.toBe(first.key);
  expect(keyFor('alice 1234', openAfter(first, false)).key).not.toBe(first.key);
});
