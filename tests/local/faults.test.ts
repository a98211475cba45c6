import { faultsIn } from '../../local/faults.ts';

test('faults are what is asked for, and none otherwise', () => {
  expect(faultsIn('')).toEqual({ stale: 0, throttled: 0, slower: 1 });
  expect(faultsIn('stale=500,throttled=0.2')).toEqual({ stale: 500, throttled: 0.2, slower: 1 });
  expect(faultsIn('slower=300')).toEqual({ stale: 0, throttled: 0, slower: 300 });
});

test.each(['stale', 'stale=-1', 'throttled=1', 'slower=0', 'late=5', 'stale=500;throttled=0.2'])(
  '%s is none',
  (text) => {
    expect(() => faultsIn(text)).toThrow('SKEIN_FAULTS has');
  },
);

test('each goes as far as it says, and no farther', () => {
  const most = { stale: 60_000, throttled: 0.99, slower: 1000 };
  expect(faultsIn('stale=60000,throttled=0.99,slower=1000')).toEqual(most);
  for (const text of ['stale=60001', 'throttled=0.991', 'slower=1001']) {
    expect(() => faultsIn(text)).toThrow(`SKEIN_FAULTS has ${text}`);
  }
});
