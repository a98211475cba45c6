import { retry } from '../../lib/retry.ts';

test('before each further try it waits as long as is said, and then gives up with the last failure', async () => {
  const tried: number[] = [];
  const work = async () => {
    tried.push(performance.now());
    throw new Error(`failed ${tried.length}`);
  };
  await expect(retry([30, 60], work, () => true)).rejects.toThrow('failed 3');
  const [first, second, third] = tried as [number, number, number];
  expect(second - first).toBeGreaterThan(28); // timers may be a millisecond early
  expect(third - second).toBeGreaterThan(58);
});
