import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { latLngToCell } from 'h3-js';
import type { CrowdReport } from '../../events/heatmap/crowd-report.ts';
import type { Frame } from '../../events/venue/venue.ts';
import { toWgs84 } from '../../functions/venue/index.ts';
import { bodyOf } from '../../local/fleet/client.ts';
import { asOperator } from '../harness/client.ts';
import { eventually } from '../harness/eventually.ts';
import { api, connect, stack } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';
import { rejectionsOf } from '../harness/venue.ts';

const MINUTE = 60_000;

/** People who walk in circles over a square; SKEIN_TRACKS may name a real recording instead. */
function tracks(): string {
  if (process.env.SKEIN_TRACKS) return process.env.SKEIN_TRACKS;
  const file = join(tmpdir(), `${unique('tracks')}.txt`);
  const rows = Array.from({ length: 200 }, (_, i) => i * 10).flatMap((frame) =>
    Array.from({ length: 12 }, (_, person) => {
      const angle = frame / 200 + person;
      return [frame, person, 8 + (person / 2) * Math.cos(angle), 7 + (person / 3) * Math.sin(angle)].join('\t');
    }),
  );
  writeFileSync(file, rows.join('\n'));
  return file;
}

test('for every minute and cell the API says what the virtual robots reported, with no difference', async () => {
  const venue = unique('square');
  const heard: CrowdReport[] = [];
  const watcher = await connect(unique('watcher'), 'operator');
  watcher.on('message', (_, payload) => heard.push(JSON.parse(payload.toString()) as CrowdReport));
  await watcher.subscribeAsync('devices/+/crowd', { qos: 1 });

  const { http, mqtt } = stack();
  const args = [
    '--import',
    'tsx',
    'local/fleet/replay/main.ts',
    tracks(),
    '--venue',
    venue,
    '--api',
    http,
    '--broker',
    mqtt,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { reports: sent, floor, from, to, robots } = JSON.parse(stdout);
  expect(robots).toBe(3);
  const reports = await eventually(() => {
    const ours = heard.filter(({ venue_id }) => venue_id === venue);
    expect(ours).toHaveLength(sent);
    return ours;
  });
  await watcher.endAsync();
  await eventually(async () => {
    expect(await rejectionsOf(venue)).toMatchObject({ accepted: sent, rejected: {} });
  });

  const { venues } = await bodyOf(asOperator().GET('/v1/venues'));
  const plan = venues.find(({ venue_id }) => venue_id === venue)!.floors[0]!;
  const place = toWgs84(plan.frame as Frame);
  for (let minute = Math.floor(from / MINUTE) * MINUTE; minute < to; minute += MINUTE) {
    const cells = new Map<string, number[]>();
    for (const { counts } of reports.filter(({ at }) => Math.floor(at / MINUTE) * MINUTE === minute)) {
      const people = new Map<string, number>();
      for (const [x, y, count] of counts) {
        const [lng, lat] = place(x, y);
        const cell = latLngToCell(lat, lng, 13);
        people.set(cell, (people.get(cell) ?? 0) + count);
      }
      for (const [cell, count] of people) cells.set(cell, [...(cells.get(cell) ?? []), count]);
    }
    for (const metric of ['mean', 'peak'] as const) {
      const query = `floor=${floor}&metric=${metric}&from=${minute}&to=${minute + MINUTE}`;
      const { json } = await api(`/v1/venues/${venue}/heatmap?${query}`, { role: 'partner' });
      const counted = [...cells].map(([cell, counts]) => {
        const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
        return [cell, metric === 'mean' ? mean : Math.max(...counts), counts.length];
      });
      expect(json.cells.sort()).toEqual(counted.sort());
    }
  }
});

test('a file that is no recording is refused with its line', async () => {
  const file = join(tmpdir(), `${unique('tracks')}.txt`);
  writeFileSync(file, '0\t1\t2\t3\nhello\n');
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'local/fleet/replay/main.ts', file]);
  await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('line 2') });
});
