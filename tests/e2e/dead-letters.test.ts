import { PublishCommand } from '@aws-sdk/client-iot-data-plane';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import mqtt, { type MqttClient } from 'mqtt';
import type { Addresses } from '../../local/addresses.ts';
import { issue } from '../../local/aws/issuer.ts';
import { laptopClients } from '../../local/dead-letters/clients.ts';
import { type Launched, launch } from '../../local/launch.ts';
import { deadLetters, refuseWrites } from '../harness/dead-letters.ts';
import { eventually } from '../harness/eventually.ts';
import { api } from '../harness/stack.ts';
import { CENTER, venueBody } from '../harness/venue.ts';

let stack: Launched;
let robot: MqttClient;
const at = (): Addresses => stack.addresses;

beforeAll(async () => {
  stack = await launch(['--no-demo']);
  await api('/v1/venues/mall', { role: 'operator', method: 'PUT', body: venueBody() }, at());
  robot = await connect('robot');
});
afterAll(async () => {
  await robot?.endAsync();
  await stack?.stop();
});

async function connect(id: string): Promise<MqttClient> {
  const password = await issue({ sub: id, role: 'device' });
  return mqtt.connectAsync(at().mqtt, { clientId: id, password, username: id });
}

const report = (seq: number) =>
  JSON.stringify({
    ...{ seq, boot: 'b', at: Date.now(), venue_id: 'mall', floor: '1', position: CENTER },
    counts: [[...CENTER, 1]],
  });
const publish = (topic: string, payload: string) => robot.publishAsync(topic, payload, { qos: 1 });
const accepted = async () => (await api('/v1/venues/mall/rejections', { role: 'operator' }, at())).json.accepted;
const listed = async () => (await deadLetters(at(), 'list')).lines;
const redriven = async (...args: string[]) => (await deadLetters(at(), 'redrive', ...args)).lines;
/** Puts a message into a queue, past every rule. */
const put = (queue: string, body: string) =>
  laptopClients(at().endpoint).sqs.send(
    new SendMessageCommand({ QueueUrl: `${at().endpoint}/000000000000/${queue}`, MessageBody: body }),
  );

test('nothing lies there at first, and a queue that is none is named', async () => {
  expect(await deadLetters(at(), 'list')).toMatchObject({
    lines: [],
    errors: expect.stringMatching('no dead letters'),
  });
  const { errors, code } = await deadLetters(at(), 'list', '--domain', 'weather');
  expect([code, errors]).toEqual([1, expect.stringMatching('no such queue; there are .*HeatmapDeadLetters')]);
});

test('what came while Redis refused is redriven to its queue and its function, and counts once', async () => {
  await refuseWrites(at(), true);
  for (let seq = 1; seq <= 12; seq++) await publish('devices/robot/crowd', report(seq));
  const late = await connect('bike-1'); // presence calls its function
  await eventually(async () =>
    expect(await listed()).toEqual([
      expect.objectContaining({ queue: 'HeatmapDeadLetters', kind: 'queue', letters: 12 }),
      expect.objectContaining({ queue: 'DeviceDeadLetters', kind: 'function', letters: 1 }),
    ]),
  );
  expect(await accepted()).toBe(0);

  // still broken: all are tried, and are dead letters again
  expect(await redriven('--domain', 'heatmap')).toEqual([{ target: 'queue CrowdSqs', sent: 12, failed: 0, left: 0 }]);
  await eventually(async () => expect((await listed())[0]).toMatchObject({ kind: 'queue', letters: 12 }));

  await refuseWrites(at(), false);
  const { lines } = await deadLetters(at(), 'read', '--domain', 'heatmap');
  expect(lines).toHaveLength(12);
  expect(lines[0]).toMatchObject({
    ...{ domain: 'heatmap', kind: 'queue', target: 'queue CrowdSqs', reason: expect.any(String) },
    payload: {
      device_id: 'robot',
      received_at: expect.any(Number),
      data: { venue_id: 'mall', seq: expect.any(Number) },
    },
  });
  expect(await redriven('--id', lines[0].id)).toEqual([
    { target: 'queue CrowdSqs', sent: 1, failed: 0, left: 11 },
    { target: 'function skein-local-devicePresence', sent: 0, failed: 0, left: 1 },
  ]);
  expect(await redriven()).toEqual([
    { target: 'queue CrowdSqs', sent: 11, failed: 0, left: 0 },
    { target: 'function skein-local-devicePresence', sent: 1, failed: 0, left: 0 },
  ]);
  await eventually(async () => expect(await accepted()).toBe(12));
  expect(await listed()).toEqual([]);
  expect(await redriven()).toEqual([]);
  await late.endAsync();
});

test("a message that nobody can read comes back; a rule gets what it could not hand on, alone, but no phone's request", async () => {
  const before = await accepted();
  await put('CrowdSqs', 'poison');
  const ruleName = 'skein_local_crowd';
  const base64OriginalPayload = Buffer.from(report(100)).toString('base64');
  const topic = 'devices/robot/crowd';
  const failures = [{ failedAction: 'SqsAction', failedResource: 'CrowdSqs', errorMessage: 'throttled' }];
  await put(
    'HeatmapDeadLetters',
    JSON.stringify({ ruleName, topic, clientId: 'robot', base64OriginalPayload, failures }),
  );
  const asked = { ruleName: 'skein_local_phone_request', topic: 'phones/p/requests/r', clientId: 'phone:p', failures };
  await put('RentalDeadLetters', JSON.stringify({ ...asked, base64OriginalPayload }));
  // a Lambda action takes JSON only
  const lost = '$aws/rules/skein_local_device_lost/internal/device/lost';
  await laptopClients(at().endpoint).iot.send(
    new PublishCommand({ topic: lost, qos: 1, payload: Buffer.from('not JSON') }),
  );
  await eventually(async () => expect(await listed()).toHaveLength(3));
  expect(await listed()).toContainEqual(
    expect.objectContaining({ queue: 'HeatmapDeadLetters', kind: 'rule', example: 'SqsAction: throttled' }),
  );
  expect((await deadLetters(at(), 'read', '--domain', 'rental')).lines).toEqual([
    expect.objectContaining({ target: 'rule skein_local_phone_request', topic: asked.topic }),
    expect.objectContaining({
      target: 'rule skein_local_device_lost',
      topic: 'internal/device/lost',
      payload: 'not JSON',
    }),
  ]);

  const sent = await redriven();
  expect(sent.map(({ target, sent }) => [target, sent]).sort()).toEqual([
    ['queue CrowdSqs', 1],
    ['rule skein_local_crowd', 1],
    ['rule skein_local_device_lost', 1],
    ['rule skein_local_phone_request', 0],
  ]);
  await eventually(async () => expect(await accepted()).toBe(before + 1));
  await eventually(async () =>
    expect((await listed()).map(({ queue, kind }) => `${queue} ${kind}`).sort()).toEqual([
      'HeatmapDeadLetters queue',
      'RentalDeadLetters rule',
    ]),
  );
});
