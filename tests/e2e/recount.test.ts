import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DAY, floorTo, HOUR, MINUTE } from '../../lib/time.ts';
import { onLoopback } from '../../local/loopback.ts';
import { runWithAws } from '../harness/aws-cli.ts';
import { CENTER, venueBody } from '../harness/venue.ts';

/** Older than Redis keeps minutes. */
const hour = floorTo(Date.now() - 9 * DAY, HOUR);

/** An API that knows a venue and a fast bus, and no heat. */
async function startApi() {
  const answers: Record<string, object> = {
    '/v1/venues': { venues: [{ venue_id: 'mall', resolution: 13, max_people_per_cell: 200, ...venueBody() }] },
    '/v1/devices/bus': { device_id: 'bus', product: 'bus' },
    '/v1/products/bus': { product_id: 'bus', thing: { 'skein:motion': { max_speed: 30 } } },
    '/v1/venues/mall/heatmap': { cells: [] },
  };
  const server = createServer(({ url }, response) => {
    const answer = answers[new URL(url!, 'http://api').pathname];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { reason: 'device_unknown' }));
  });
  return onLoopback(server);
}

const line = (device_id: string, seq: number, minutes: number, east: number, venue_id = 'mall') => {
  const at = hour + minutes * MINUTE;
  const [x, y] = [CENTER[0] + east, CENTER[1]];
  const report = { seq, boot: 'b', at, venue_id, floor: '1', position: [x, y], counts: [[x, y, 2]] };
  const data = Buffer.from(JSON.stringify(report)).toString('base64');
  return JSON.stringify({ topic: `devices/${device_id}/crowd`, device_id, received_at: at + 100, data });
};

test('the archive of a stage is asked by Athena, and an old hour is recounted with the speeds of its devices', async () => {
  // some 770 m in a minute: a robot cannot, a bus can
  const lines = ['bus', 'robot'].flatMap((device) => [line(device, 1, 10, 0), line(device, 2, 11, 0.008)]);
  const others = [line('bus', 3, 12, 0, 'elsewhere'), line('robot', 9, -30, 0)];
  const file = join(mkdtempSync(join(tmpdir(), 'skein-archive-')), 'unloaded');
  writeFileSync(file, gzipSync([...lines, ...others].join('\n')));

  const { url, close } = await startApi();
  const args = ['local/recount/main.ts', '--venue', 'mall', '--floor', '1', '--hour', new Date(hour).toISOString()];
  const { code, text, asked } = await runWithAws(
    [...args, '--stage', 'prod', '--api', url, '--token', 'token'],
    [
      ['describe-stacks', 'the-bucket'],
      ['start-query-execution', 'query-1'],
      ['get-query-execution', 'QUEUED\tNone', 'RUNNING\tNone', 'SUCCEEDED\tNone'],
      ['s3 cp', { file }],
    ],
  );
  await close();
  expect(text).toMatch(/recount: 5 reports around the hour, 2 cells: 4 differences from what the API answers\n$/);
  expect(text).toMatch(/mean \w+: 2 people \(2 samples\) by the archive, nothing by the API/);
  expect(text).toMatch(/mean \w+: 2 people \(1 samples\) by the archive, nothing by the API/);
  expect(code).toBe(1);

  const start = asked.find((one) => one.includes('start-query-execution'))!;
  expect(start).toContain('--work-group skein_prod');
  const days = [hour - DAY - HOUR, hour + DAY + 2 * HOUR].map((time) => new Date(time).toISOString().slice(0, 10));
  expect(asked.join('\n')).toContain(`dt BETWEEN '${days[0]}' AND '${days[1]}'`);
  expect(asked.join('\n')).toMatch(/UNLOAD .* TO 's3:\/\/the-bucket\/results\/recount-[^']+'/s);
});

test('a query that fails is told with its reason', async () => {
  const args = ['local/recount/main.ts', '--venue', 'mall', '--floor', '1', '--hour', new Date(hour).toISOString()];
  const { code, text } = await runWithAws(
    [...args, '--stage', 'prod', '--api', 'http://127.0.0.1:1', '--token', 'token'],
    [
      ['describe-stacks', 'the-bucket'],
      ['start-query-execution', 'query-1'],
      ['get-query-execution', 'FAILED\tBytes scanned limit was exceeded'],
    ],
  );
  expect([code, text]).toEqual([2, expect.stringContaining('FAILED\tBytes scanned limit was exceeded')]);
});

test.each([
  [['--hour', '2026-11-21T07:30Z'], 'a whole one of UTC'],
  [['--hour', new Date(floorTo(Date.now(), HOUR)).toISOString()], 'not over yet'],
  [['--hour', 'noon'], 'usage'],
  [['--hour', '2026-01-01T07:00Z', '--stage', 'prod'], 'needs its API'],
])('%j is refused: %s', async (given, reason) => {
  const { code, text } = await runWithAws(['local/recount/main.ts', '--venue', 'v', '--floor', '1', ...given], []);
  expect([code, text]).toEqual([2, expect.stringContaining(reason)]);
});
