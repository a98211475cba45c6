// npm run replay -- FILE [--robots N] [--radius METRES] [--every MS] [--venue ID] [--broker URL] [--password P] [--api URL] [--token T]
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { connectDevice } from '../connection.ts';
import { registerVenue } from '../operator.ts';
import { outline } from '../outline.ts';
import { boxOf, FLOOR, replay } from './robots.ts';
import { parseTracks, type Scene } from './tracks.ts';

const ORIGIN: [number, number] = [33.0, 35.0];

type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

const OPTIONS = {
  robots: { type: 'string', default: '3' },
  radius: { type: 'string', default: '8' },
  every: { type: 'string', default: '1000' },
  venue: { type: 'string', default: 'replay' },
  broker: { type: 'string', default: `mqtt://127.0.0.1:${process.env.SKEIN_MQTT_PORT ?? 1883}` },
  api: { type: 'string', default: `http://127.0.0.1:${process.env.SKEIN_HTTP_PORT ?? 3000}` },
  password: { type: 'string' },
  token: { type: 'string' },
} as const;

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  const [file] = positionals;
  if (!file) throw new Error('name the file with the recorded tracks');
  await run(parseTracks(readFileSync(file, 'utf8')), values);
} catch (error) {
  console.error(`replay: ${(error as Error).message}`);
  process.exit(1);
}

async function run(scenes: Scene[], values: Options): Promise<void> {
  const { venue, broker, api, password, token } = values;
  const [robots, radius, every] = [values.robots, values.radius, values.every].map(Number) as [number, number, number];
  if (![robots, radius, every].every((number) => number > 0))
    throw new Error('--robots, --radius and --every are numbers above 0');
  const last = scenes.at(-1);
  if (!last) throw new Error('the file has no tracks');

  await registerVenue(api, venue, venueAround(scenes), token);
  // The recording ends now, so that the newest window shows it.
  const sent = replay(scenes, { venue, robots, radius, every, start: Date.now() - last.at });
  const ids = new Set(sent.map(({ deviceId }) => deviceId));
  const devices = new Map(
    await Promise.all([...ids].map(async (id) => [id, await connectDevice(id, broker, password)] as const)),
  );
  for (const [i, { deviceId, report }] of sent.entries()) {
    await devices.get(deviceId)!.publish(`devices/${deviceId}/crowd`, report);
    if (i % 100 === 99) process.stderr.write(`\rreplay: ${i + 1} of ${sent.length} reports`);
  }
  await Promise.all([...devices.values()].map((device) => device.close()));
  process.stderr.write('\r');
  const { at: from } = sent[0]!.report;
  const { at: to } = sent.at(-1)!.report;
  console.log(JSON.stringify({ venue, floor: FLOOR, robots: ids.size, reports: sent.length, from, to: to + 1 }));
}

function venueAround(scenes: Scene[]) {
  return {
    name: 'Replay',
    time_zone: 'UTC',
    public: true,
    floors: [
      {
        floor: FLOOR,
        bounds: outline(boxOf(scenes)),
        bounds_unit: 'metres' as const,
        frame: { origin: ORIGIN, bearing: 0 },
      },
    ],
  };
}
