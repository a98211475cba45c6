import { topics } from '../../events/topics.ts';
import { publish, publishInternal, publishText } from '../../lib/iot.ts';
import { aws } from '../harness/aws.ts';
import { brokerFailsOnce, withBroker } from '../harness/published.ts';

withBroker();
const sent = () => aws.published.map(({ topic, text, query }) => [topic, text, query.toString()]);

test('what is published arrives at least once, as JSON, and is not kept by the broker', async () => {
  await publish('selected/x', { a: 1 });
  expect(sent()).toEqual([['selected/x', '{"a":1}', 'qos=1']]);
});

test('what the broker is to keep says so', async () => {
  await publishText('devices/ü+ ?#/x', 'not JSON', { retain: true });
  expect(sent()).toEqual([['devices/ü+ ?#/x', 'not JSON', 'qos=1&retain=true']]);
  aws.published.splice(0);
});

test('an internal event goes to its rule alone', async () => {
  process.env.RULE_PREFIX = 'skein_test';
  const event = { id: 'x', device_id: 'd', rental_id: 'r', fence: 1, at: 1 };
  await publishInternal(topics.device_lost, event);
  expect(sent()).toEqual([['$aws/rules/skein_test_device_lost/internal/device/lost', JSON.stringify(event), 'qos=1']]);
});

test('what the broker did not take is told to the caller', async () => {
  brokerFailsOnce();
  await expect(publish('a', {})).rejects.toThrow('iotdata answered 503 ServiceUnavailableException');
  expect(sent()).toEqual([]);
});
