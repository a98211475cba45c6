import { gunzipSync } from 'node:zlib';
import { gbfsRoutes } from '../../../events/gbfs/routes.ts';
import { keys as deviceKeys } from '../../../functions/device/keys.ts';
import { publicAnswer } from '../../../functions/gbfs/public-answer.ts';
import { handler as snapshot } from '../../../functions/gbfs/schedule/snapshot.ts';
import { render } from '../../../lib/answer.ts';
import { redis } from '../../../lib/redis.ts';
import { call } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { onlineDevice } from '../device/doors.ts';

withRedis();
withBroker();
process.env.GBFS_TTL = '60';
process.env.RENTAL_URI = 'https://example.com/rent';

const NOW = 1_795_219_200_000;
const clockIs = (ms: number) => jest.spyOn(Date, 'now').mockReturnValue(ms);
afterEach(() => jest.restoreAllMocks());

/** What a function says that has just started: it remembers nothing. */
async function vehicles(): Promise<{ at: number; count: number }> {
  let read: unknown;
  await jest.isolateModulesAsync(async () => {
    read = (await import('../../../functions/gbfs/http/feed.ts')).handler;
  });
  const { json } = await call(read as Parameters<typeof call>[0], {
    route: gbfsRoutes.feed,
    path: { feed: 'vehicle_status' },
  });
  return { at: Date.parse(json.last_updated) - NOW, count: json.data.vehicles.length };
}

test('the feed is read from one snapshot, until that is twice as old as the feed may be', async () => {
  clockIs(NOW);
  await onlineDevice({ position: [10, 50] });
  await snapshot();
  await onlineDevice({ position: [10, 51] });
  clockIs(NOW + 119_999);
  expect(await vehicles()).toEqual({ at: 0, count: 1 });
  clockIs(NOW + 120_000);
  expect(await vehicles()).toEqual({ at: 120_000, count: 2 });
  clockIs(NOW + 130_000);
  expect(await vehicles()).toEqual({ at: 120_000, count: 2 }); // whoever asked first has left it to the others
});

test('a function that remembers an old snapshot looks again when that is twice as old as the feed may be', async () => {
  await redis().flushdb();
  clockIs(NOW);
  await onlineDevice({ position: [10, 50] });
  await snapshot();
  const started = performance.now();
  await jest.isolateModulesAsync(async () => {
    const { handler } = await import('../../../functions/gbfs/http/feed.ts');
    for (const [age, wanted] of [
      [119_000, 0],
      [120_000, 120_000],
      [179_000, 120_000],
    ] as const) {
      clockIs(NOW + age);
      jest.spyOn(performance, 'now').mockReturnValue(started + age);
      const { json, headers } = await call(handler, { route: gbfsRoutes.feed, path: { feed: 'vehicle_status' } });
      expect(Date.parse(json.last_updated) - NOW).toBe(wanted);
      expect(headers['cache-control']).toBe(`public, max-age=${Math.max(0, 60 - (age - wanted) / 1000)}`);
    }
  });
});

test('where the schedule has never run, whoever asks first reads the vehicles', async () => {
  await redis().flushdb();
  clockIs(NOW);
  await onlineDevice({ position: [10, 50] });
  expect(await vehicles()).toEqual({ at: 0, count: 1 });
});

test('a snapshot of a thousand vehicles takes six commands and the products', async () => {
  await redis().flushdb();
  const pipeline = redis().pipeline();
  for (let i = 0; i < 1000; i++) {
    pipeline.hset(deviceKeys.facts(), { [`bike/d${i}`]: JSON.stringify({ vehicle_id: `v${i}`, at: 1 }) });
    pipeline.geoadd(deviceKeys.rentable(), { longitude: i / 10, latitude: 50, member: `bike/d${i}` });
  }
  await pipeline.exec();
  const calls = async () =>
    [...(await redis().exec<string>(['INFO', 'commandstats'])).matchAll(/calls=(\d+)/g)].reduce(
      (sum, [, n]) => sum + Number(n),
      0,
    );
  const before = await calls();
  await snapshot();
  expect((await calls()) - before).toBeLessThanOrEqual(8);
});

describe('a feed that is larger than a gateway hands on', () => {
  const large = { data: { vehicles: Array.from({ length: 20_000 }, (_, i) => ({ id: `${i}`.repeat(60) })) } };
  const answer = (encoding?: string) =>
    publicAnswer(large, { at: NOW, now: NOW + 1500, headers: { 'accept-encoding': encoding } });

  test('is compressed where the caller takes that', async () => {
    const { headers, body, isBase64Encoded } = render(await answer('br, gzip'));
    expect(isBase64Encoded).toBe(true);
    expect(headers).toEqual({
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=58',
      vary: 'accept-encoding',
    });
    const packed = Buffer.from(body!, 'base64');
    expect(packed.length).toBeLessThan(1_000_000);
    expect(JSON.parse(gunzipSync(packed).toString())).toEqual({ ...large, ttl: 60 });
  });

  test.each([undefined, 'br'])('is refused otherwise: %s', async (encoding) => {
    await expect(answer(encoding)).rejects.toMatchObject({ status: 400, reason: 'answer_too_large' });
  });
});
