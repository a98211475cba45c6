import { measure } from '../../lib/metrics.ts';
import { hearMetrics, type Measured } from '../../local/aws/metrics.ts';

/** What is written to stdout meanwhile. */
function written(work: () => void): string {
  const spy = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    work();
    return spy.mock.calls.map(([chunk]) => chunk).join('');
  } finally {
    spy.mockRestore();
  }
}

test('what is measured is one line in the format that CloudWatch takes metrics from', () => {
  jest.spyOn(Date, 'now').mockReturnValue(5);
  const line = written(() => measure('topic', 'crowd', { accepted: 12, lag: 80 }));
  expect(line.endsWith('}\n')).toBe(true);
  expect(JSON.parse(line)).toEqual({
    _aws: {
      Timestamp: 5,
      CloudWatchMetrics: [
        {
          Namespace: 'skein_test',
          Dimensions: [['topic'], []],
          Metrics: [
            { Name: 'accepted', Unit: 'Count' },
            { Name: 'lag', Unit: 'Milliseconds' },
          ],
        },
      ],
    },
    topic: 'crowd',
    accepted: 12,
    lag: 80,
  });
  jest.restoreAllMocks();
});

test('the laptop hears the metrics in what is written, and lets all else through, until it is told to stop', () => {
  const heard: Measured[] = [];
  const line = written(() => {
    const stop = hearMetrics((one) => heard.push(one));
    process.stdout.write('a line\n');
    measure('outcome', 'active', { rentals: 1 });
    stop();
    measure('reason', 'jump', { rejected: 2 });
  });
  expect(heard).toEqual([{ name: 'rentals', unit: 'Count', by: 'outcome', which: 'active', value: 1 }]);
  expect(line.split('\n')[0]).toBe('a line');
  expect(JSON.parse(line.split('\n')[1]!)).toMatchObject({ reason: 'jump', rejected: 2 });
});

test('what is no metric is written as it was asked for: whoever waits for that is told', () => {
  const told = () => {};
  const spy = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stop = hearMetrics(() => {});
  process.stdout.write('a line\n', 'utf8', told);
  stop();
  expect(spy.mock.calls).toEqual([['a line\n', 'utf8', told]]);
  spy.mockRestore();
});
