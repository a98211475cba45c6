import { setTimeout as wait } from 'node:timers/promises';
import { inTurns } from '../../web/register/form/in-turns.ts';

test('at most so many are worked on at once, outcomes are in order, and a failure ends nothing', async () => {
  let [now, most] = [0, 0];
  const told: number[] = [];
  const work = async (item: number) => {
    now += 1;
    most = Math.max(most, now);
    await wait(5 - (item % 5));
    now -= 1;
    if (item === 3) throw new Error('no');
    return item * 2;
  };
  const items = Array.from({ length: 20 }, (_, i) => i);
  const outcomes = await inTurns(items, 6, work, (done) => told.push(done));
  expect(most).toBe(6);
  expect(told).toEqual(items.map((i) => i + 1));
  expect(outcomes[3]).toEqual({ item: 3, error: new Error('no') });
  expect(outcomes.filter((one) => 'result' in one).map((one) => one.item)).toEqual(items.filter((i) => i !== 3));
});
