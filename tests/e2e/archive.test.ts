import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import mqtt, { type MqttClient } from 'mqtt';
import { floorTo, HOUR, MINUTE } from '../../lib/time.ts';
import { issue } from '../../local/aws/issuer.ts';
import { type Launched, launch } from '../../local/launch.ts';
import { eventually } from '../harness/eventually.ts';
import { api } from '../harness/stack.ts';
import { CENTER, venueBody } from '../harness/venue.ts';

let stack: Launched;
let robot: MqttClient;
let file: string;
beforeAll(async () => {
  stack = await launch(['--no-demo', '--param', 'archive=on']);
  const { http, mqtt: broker } = stack.addresses;
  file = `.skein/firehose/${new URL(http).port}/ArchiveStream`;
  await api('/v1/venues/mall', { role: 'operator', method: 'PUT', body: venueBody() }, stack.addresses);
  const password = await issue({ sub: 'robot', role: 'device' });
  robot = await mqtt.connectAsync(broker, { clientId: 'robot', username: 'robot', password });
});
afterAll(async () => {
  await robot?.endAsync();
  await stack.stop();
});

interface Line {
  topic: string;
  device_id: string;
  received_at: number;
  data: string;
}
const lines = () =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const publish = (topic: string, payload: Buffer | string) => robot.publishAsync(topic, payload, { qos: 1 });
const direct = (rule: string) => `$aws/rules/skein_local_${rule}/`;

test('every message of a device is one line with its bytes, by topic and by Basic Ingest', async () => {
  const payloads = [Buffer.from('{ "a":1,\n"b": "é" }'), Buffer.from([0, 255, 128, 10, 13]), Buffer.alloc(0)];
  const sent: [string, Buffer][] = [];
  for (const payload of payloads) {
    for (const [rule, topic] of ['crowd', 'state', 'usage', 'raw'].map((name) => [name, `devices/robot/${name}`])) {
      for (const prefix of ['', direct(rule!)]) {
        await publish(`${prefix}${topic}`, payload);
        sent.push([topic!, payload]);
      }
    }
    for (const topic of ['devices/robot/events', 'devices/robot/commands/command-1/result']) {
      await publish(topic, payload);
      sent.push([topic, payload]);
    }
  }
  const expected = sent.map(([topic, payload]) => `${topic} ${payload.toString('base64')}`).sort();
  await eventually(() =>
    expect(
      lines()
        .map(({ topic, data }) => `${topic} ${data}`)
        .sort(),
    ).toEqual(expected),
  );
  for (const { device_id, received_at } of lines()) {
    expect(device_id).toBe('robot');
    expect(Math.abs(received_at - Date.now())).toBeLessThan(10 * MINUTE);
  }
});

/** The hour before this one: over, and not too late. */
const hour = floorTo(Date.now(), HOUR) - HOUR;

async function recount() {
  const args = ['--import', 'tsx', 'local/recount/main.ts', '--venue', 'mall', '--floor', '1'];
  const { http } = stack.addresses;
  const env = { ...process.env, SKEIN_HTTP_PORT: new URL(http).port };
  const run = promisify(execFile)(process.execPath, [...args, '--hour', new Date(hour).toISOString()], { env });
  return run.then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    ({ code, stdout, stderr }) => ({ code, text: `${stdout}${stderr}` }),
  );
}

test('an hour recounted from the archive is what the API answers, unless a message is missing or too many', async () => {
  const report = (seq: number, at: number, [x, y] = CENTER, people = 1) =>
    JSON.stringify({ seq, boot: 'b', at, venue_id: 'mall', floor: '1', position: [x, y], counts: [[x, y, people]] });
  const far: [number, number] = [CENTER[0] + 0.005, CENTER[1]];
  const reports = [
    ...Array.from({ length: 30 }, (_, i) => report(i + 1, hour + i * MINUTE, CENTER, i)),
    report(31, hour + 29 * MINUTE + 1000, far), // 480 m in a second
    report(32, hour + 59 * MINUTE, far, 7),
    report(5, hour + 4 * MINUTE, CENTER, 4), // again
  ];
  for (const [i, one] of reports.entries()) await publish(`${i % 2 ? direct('crowd') : ''}devices/robot/crowd`, one);
  await eventually(async () => {
    const { json } = await api('/v1/venues/mall/rejections', { role: 'operator' }, stack.addresses);
    expect(json).toMatchObject({ accepted: 31, rejected: { jump: 1, duplicate: 1 } });
    expect(lines().filter(({ topic, data }) => topic.endsWith('crowd') && data.length > 100)).toHaveLength(33);
  });
  expect(await recount()).toEqual({
    code: 0,
    text: 'recount: 33 reports around the hour, 2 cells: the API answers the same; late reports may still change it\n',
  });

  // one that the API has never heard of, in a second file, as Firehose writes it
  const data = Buffer.from(report(40, hour + 58 * MINUTE, far, 3)).toString('base64');
  const more = { topic: 'devices/robot/crowd', device_id: 'robot', received_at: Date.now(), data };
  writeFileSync(`${file}.gz`, gzipSync(`${JSON.stringify(more)}\n`));
  const { code, text } = await recount();
  expect(code).toBe(1);
  expect(text).toMatch(/: 5 people \(2 samples\) by the archive, 7 people \(1 samples\) by the API\n/);
});
