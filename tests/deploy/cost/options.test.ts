import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readOptions } from '../../../deploy/cost/options.ts';

const read = (line: string) => readOptions(line.split(' '));

test('the number of devices is enough', () => {
  expect(read('--devices 3000')).toEqual({
    fleet: {
      devices: 3000,
      messages: 3000 * 1440,
      crowd: 0.5,
      venues: 30,
      ingest: 'sqs',
      basicIngest: 0,
      requests: 30_000,
      rentals: 0,
      archive: false,
      redis: 'payg',
    },
    json: false,
  });
});

test('everything can be said', () => {
  const line =
    '--devices 10 --messages 500 --crowd 0.1 --venues 2 --ingest kinesis --basic-ingest 0.9 --requests 7 --rentals 3 --archive --redis fixed --json';
  expect(read(line)).toEqual({
    fleet: {
      devices: 10,
      messages: 500,
      crowd: 0.1,
      venues: 2,
      ingest: 'kinesis',
      basicIngest: 0.9,
      requests: 7,
      rentals: 3,
      archive: true,
      redis: 'fixed',
    },
    json: true,
  });
  expect(read('--devices 10 --per-minute 0.5').fleet.messages).toBe(7200);
  expect(read('--devices 0').fleet).toMatchObject({ messages: 0, venues: 0 });
});

test.each([
  ['--crowd 0.5', '--devices'],
  ['--devices many', '--devices'],
  ['--devices 1.5', '--devices'],
  ['--devices=-3', '--devices'],
  ['--devices 1e3', '--devices'],
  ['--devices', '--devices'],
  ['--devices 3 --crowd 1.1', '--crowd'],
  ['--devices 3 --basic-ingest 80%', '--basic-ingest'],
  ['--devices 3 --ingest mqtt', '--ingest'],
  ['--devices 3 --redis free', '--redis'],
  ['--devices 3 --messages 5 --per-minute 1', '--per-minute'],
  ['--devices 3 --venues 0', '--venues'],
  ['--devices 0 --messages 5', '--messages'],
  ['--devices 3 --rentals x', '--rentals'],
  ['--devices 3 --requests 0.5', '--requests'],
  ['--devices 3 --color red', '--color'],
  ['--devices 3 extra', 'extra'],
])('%s is refused in a line that names %s', (line, named) => {
  expect(() => read(line)).toThrow(named);
  expect(() => read(line)).toThrow(/^.*$/);
});

const run = async (...args: string[]) => {
  try {
    return { code: 0, ...(await promisify(execFile)('node_modules/.bin/tsx', ['deploy/cost/main.ts', ...args])) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
};

test('the command prints a table whose charges make the sum', async () => {
  const { code, stdout } = await run('--devices', '3000');
  expect(code).toBe(0);
  const [table, sums] = stdout.split('\n\n') as [string, string];
  const dollars = (line: string) => Number(/([\d,.]+)$/.exec(line)![1]!.replace(/,/g, ''));
  const rows = table.split('\n').slice(1);
  const sum = rows.reduce((all, row) => all + dollars(row), 0);
  expect(Math.abs(sum - dollars(sums.split('\n')[0]!))).toBeLessThan(0.005 * (rows.length + 1));
  expect(stdout).toMatch(/idle, a day: 0\.\d\d/);
  expect(stdout).toMatch(/with --redis fixed: /);
});

test('the command prints JSON, and refuses what it cannot take in one line', async () => {
  const { stdout } = await run('--devices', '30', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ fleet: { devices: 30 }, perDay: expect.any(Number) });
  const refused = await run('--devices', '3', '--color', 'red');
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/^cost: .*--color.*\n$/);
  expect(await run('--devices', '1000000000', '--redis', 'fixed')).toMatchObject({
    code: 1,
    stderr: 'cost: --redis fixed: Upstash has no plan for that much\n',
  });
});
