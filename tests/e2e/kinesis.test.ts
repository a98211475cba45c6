import mqtt from 'mqtt';
import { issue } from '../../local/aws/issuer.ts';
import { type Launched, launch } from '../../local/launch.ts';
import { deadLetters, refuseWrites } from '../harness/dead-letters.ts';
import { eventually } from '../harness/eventually.ts';
import { api } from '../harness/stack.ts';
import { CENTER, venueBody } from '../harness/venue.ts';

let stack: Launched;
beforeAll(async () => {
  stack = await launch(['--no-demo', '--param', 'ingest=kinesis']);
});
afterAll(() => stack.stop());

const registered = (venue: string) =>
  api(`/v1/venues/${venue}`, { role: 'operator', method: 'PUT', body: venueBody() }, stack.addresses);

/** Fifty reports of a robot of its own. */
async function reported(venue: string): Promise<void> {
  const { addresses } = stack;
  const id = `${venue}-robot`;
  const password = await issue({ sub: id, role: 'device' });
  const robot = await mqtt.connectAsync(addresses.mqtt, { clientId: id, password, username: id });
  for (let seq = 1; seq <= 50; seq++) {
    const counts = [[...CENTER, 1]];
    const report = { seq, boot: 'b', at: Date.now(), venue_id: venue, floor: '1', position: CENTER, counts };
    await robot.publishAsync(`devices/${id}/crowd`, JSON.stringify(report), { qos: 1 });
  }
  await robot.endAsync();
}

const judged = (venue: string, count: number) =>
  eventually(async () => {
    const { json } = await api(`/v1/venues/${venue}/rejections`, { role: 'operator' }, stack.addresses);
    expect(json).toMatchObject({ accepted: count, rejected: {} });
  });

test('with --param ingest=kinesis the same function takes the same reports from a stream', async () => {
  await registered('mall');
  await reported('mall');
  await judged('mall', 50);
});

test('what the stream gave up is there with its payload, is put into it again, and counts once', async () => {
  const { addresses } = stack;
  const letters = () => deadLetters(addresses, 'list', '--queue', 'HeatmapDeadBatches');
  await registered('arcade');
  await refuseWrites(addresses, true);
  await reported('arcade');
  await eventually(async () =>
    expect((await letters()).lines).toEqual([
      expect.objectContaining({ queue: 'HeatmapDeadBatches', kind: 'stream', letters: 50 }),
    ]),
  );
  await refuseWrites(addresses, false);

  const { lines } = await deadLetters(addresses, 'read', '--domain', 'heatmap');
  expect(lines).toHaveLength(50);
  expect(lines[0]).toMatchObject({
    ...{ kind: 'stream', target: 'stream CrowdKinesis', reason: expect.stringMatching('RetryAttemptsExhausted') },
    payload: { device_id: 'arcade-robot', data: { seq: expect.any(Number), venue_id: 'arcade' } },
  });
  const one = await deadLetters(addresses, 'redrive', '--domain', 'heatmap', '--id', lines[7].id);
  expect(one.lines).toEqual([{ target: 'stream CrowdKinesis', sent: 1, failed: 0, left: 49 }]);
  const rest = await deadLetters(addresses, 'redrive', '--domain', 'heatmap');
  expect(rest.lines).toEqual([{ target: 'stream CrowdKinesis', sent: 49, failed: 0, left: 0 }]);
  await judged('arcade', 50);
  expect((await letters()).lines).toEqual([]);
});
