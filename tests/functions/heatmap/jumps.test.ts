import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { applyReports, clean, NOW } from './applied.ts';

withRedis();

describe('a jump', () => {
  const metresNorth = (metres: number): [number, number] => [121.47, 31.23 + metres / 110_900];
  const metresEast = (metres: number): [number, number] => [121.47 + metres / 95_080, 31.23];
  const moved = async (metres: number, seconds: number, position = metresNorth(metres)) => {
    const venue = unique('v');
    await applyReports(venue, [clean()], []);
    return applyReports(venue, [clean({ seq: 2, at: NOW + seconds * 1000, position })], []);
  };

  test('is faster than 3 m/s, forwards or backwards in time', async () => {
    expect(await moved(28, 10)).toMatchObject({ accepted: 1 });
    expect(await moved(32, 10)).toMatchObject({ rejected: { jump: 1 } });
    expect(await moved(28, -10)).toMatchObject({ accepted: 1 });
    expect(await moved(32, -10)).toMatchObject({ rejected: { jump: 1 } });
  });

  test('is as far to the east as to the north, though degrees of longitude are shorter', async () => {
    for (const way of [1, -1]) {
      expect(await moved(28, 10, metresEast(28 * way))).toMatchObject({ accepted: 1 });
      expect(await moved(32, 10, metresEast(32 * way))).toMatchObject({ rejected: { jump: 1 } });
    }
  });

  test('is not what a position trembles within a second', async () => {
    expect(await moved(2, 0)).toMatchObject({ accepted: 1 });
    expect(await moved(4, 0)).toMatchObject({ rejected: { jump: 1 } });
  });

  test('is judged once: its redelivery is a duplicate', async () => {
    const venue = unique('v');
    await applyReports(venue, [clean()], []);
    const far = clean({ seq: 2, position: metresNorth(500) });
    expect(await applyReports(venue, [far], [])).toMatchObject({ rejected: { jump: 1 } });
    expect(await applyReports(venue, [far], [])).toMatchObject({ rejected: { duplicate: 1 } });
  });

  test('is forgiven once there was time to walk there', async () => {
    expect(await moved(500, 170)).toMatchObject({ accepted: 1 });
  });
});
