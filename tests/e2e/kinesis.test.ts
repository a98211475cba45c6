import mqtt from 'mqtt';
import { issue } from '../../local/aws/issuer.ts';
import { type Launched, launch } from '../../local/launch.ts';
import { eventually } from '../harness/eventually.ts';
import { api } from '../harness/stack.ts';
import { CENTER, venueBody } from '../harness/venue.ts';

let stack: Launched;
beforeAll(async () => {
  stack = await launch(['--no-demo', '--param', 'ingest=kinesis']);
});
afterAll(() => stack.stop());

test('with --param ingest=kinesis the same function takes the same reports from a stream', async () => {
  const { addresses } = stack;
  await api('/v1/venues/mall', { role: 'operator', method: 'PUT', body: venueBody() }, addresses);
  const password = await issue({ sub: 'robot', role: 'device' });
  const robot = await mqtt.connectAsync(addresses.mqtt, { clientId: 'robot', password, username: 'robot' });
  for (let seq = 1; seq <= 50; seq++) {
    const report = {
      seq,
      boot: 'b',
      at: Date.now(),
      venue_id: 'mall',
      floor: '1',
      position: CENTER,
      counts: [[...CENTER, 1]],
    };
    await robot.publishAsync('devices/robot/crowd', JSON.stringify(report), { qos: 1 });
  }
  await robot.endAsync();
  await eventually(async () => {
    const { json } = await api('/v1/venues/mall/rejections', { role: 'operator' }, addresses);
    expect(json).toMatchObject({ accepted: 50, rejected: {} });
  });
});
