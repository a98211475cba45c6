import { IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane';
import { mockClient } from 'aws-sdk-client-mock';
import { topics } from '../../events/topics.ts';
import { publish, publishInternal } from '../../lib/iot.ts';

const client = mockClient(IoTDataPlaneClient);
beforeEach(() => void client.reset());
const sent = () => client.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input);

test('what is published arrives at least once, as JSON, and is not kept by the broker', async () => {
  await publish('devices/bike/commands/1', { type: 'bind' });
  expect(sent()).toEqual([
    { topic: 'devices/bike/commands/1', qos: 1, payload: Buffer.from(JSON.stringify({ type: 'bind' })) },
  ]);
});

test('an internal event goes to its rule alone', async () => {
  process.env.RULE_PREFIX = 'skein_test';
  await publishInternal(topics.device_lost, {});
  expect(sent()).toMatchObject([{ topic: '$aws/rules/skein_test_device_lost/internal/device/lost', qos: 1 }]);
});

test('what the broker did not take is told to the caller', async () => {
  client.on(PublishCommand).rejects(new Error('throttled'));
  await expect(publish('a', {})).rejects.toThrow('throttled');
});

test.each([
  ['http://127.0.0.1:9', '127.0.0.1'],
  [undefined, undefined],
])('it goes to the endpoint of the setting, else to that of the region: %s', async (endpoint, hostname) => {
  if (endpoint) process.env.IOT_ENDPOINT = endpoint;
  else delete process.env.IOT_ENDPOINT;
  await jest.isolateModulesAsync(async () => {
    const aws = await import('@aws-sdk/client-iot-data-plane');
    const { mockClient: mock } = await import('aws-sdk-client-mock');
    const other = mock(aws.IoTDataPlaneClient);
    await (await import('../../lib/iot.ts')).publish('a', {});
    const { config } = other.call(0).thisValue as IoTDataPlaneClient;
    expect((await config.endpoint?.())?.hostname).toBe(hostname);
  });
});
