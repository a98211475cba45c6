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
