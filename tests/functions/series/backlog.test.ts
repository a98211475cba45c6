import fc from 'fast-check';
import { withRedis } from '../../harness/redis.ts';
import { testWithTsdb, withTsdb } from '../../harness/tsdb.ts';
import { clockIs, newDevice } from '../device/doors.ts';
import { kettle, register } from '../product/doors.ts';
import { deliver, flush, readSeries, rowsOf } from './doors.ts';

withRedis();
withTsdb();

const [ROWS, DEVICES, MINUTE, DAY] = [100_000, 20, 60_000, 86_400_000];
const END = Math.floor(Date.now() / MINUTE) * MINUTE;

/** A value for each device and moment that can be told again. */
const valueAt = (device: number, i: number) => ((i * 37 + device * 101) % 5000) / 10;

testWithTsdb(
  'a day of 100,000 rows in random order, some of them twice or more, is there once and adds up',
  async () => {
    await register(
      'meter',
      kettle({
        actions: {},
        'skein:rental': undefined,
        properties: { power_w: { type: 'number', 'skein:series': true } },
      }),
    );
    const ids = await Promise.all(Array.from({ length: DEVICES }, () => newDevice({ kind: 'meter' })));
    const each = ROWS / DEVICES;
    const spacing = Math.floor(DAY / each);
    const at = (i: number) => END - DAY + i * spacing;
    const numbers = Array.from({ length: ROWS }, (_, i) => i);
    const [again] = fc.sample(fc.array(fc.nat(ROWS - 1), { minLength: 20_000, maxLength: 20_000, size: 'max' }), {
      numRuns: 1,
      seed: 7,
    });
    const order = [...numbers, ...again!].map((number): [number, number] => [
      (number * 2_654_435_761) % 4_294_967_296,
      number,
    ]);
    const rows = order
      .sort(([a], [b]) => a - b)
      .map(([, number]) => {
        const [device, i] = [number % DEVICES, Math.floor(number / DEVICES)];
        return { device_id: ids[device]!, product: 'meter', at: at(i), values: { power_w: valueAt(device, i) } };
      });
    for (let first = 0; first < rows.length; first += 10_000) {
      await deliver(
        ...Array.from({ length: 10 }, (_, i) => rowsOf(...rows.slice(first + i * 1000, first + (i + 1) * 1000))),
      );
    }

    await flush();
    clockIs(END);
    const exported = await fetch(
      `${process.env.TSDB_URL}/api/v1/export?match[]=skein_power_w&reduce_mem_usage=0&start=0`,
    );
    const series = (await exported.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { metric: { device: string }; values: number[]; timestamps: number[] });
    expect(series).toHaveLength(DEVICES);
    for (const { metric, values, timestamps } of series) {
      const device = ids.indexOf(metric.device);
      const wanted = Array.from({ length: each }, (_, i): [number, number] => [at(i), valueAt(device, i)]);
      const found = new Map(timestamps.map((time, i) => [time, values[i]!]));
      expect([...found].sort(([a], [b]) => a - b)).toEqual(wanted);
    }

    const hour = 60 * MINUTE;
    for (const [device, id] of ids.slice(0, 3).entries()) {
      const { json } = await readSeries(id, 'power_w', { from: `${END - DAY}`, to: `${END}`, step: '3600' });
      const direct = Array.from({ length: 24 }, (_, h) => {
        const from = END - DAY + h * hour;
        const inside = Array.from({ length: each }, (_, i) => i).filter((i) => at(i) >= from && at(i) < from + hour);
        return [from, inside.reduce((sum, i) => sum + valueAt(device, i), 0) / inside.length] as const;
      });
      expect(json.points).toHaveLength(24);
      for (const [h, [from, mean]] of direct.entries()) {
        expect(json.points[h][0]).toBe(from);
        expect(json.points[h][1]).toBeCloseTo(mean, 6);
      }
    }
  },
  120_000,
);
