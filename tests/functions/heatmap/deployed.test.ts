import { evaluate, parse } from '@skein/iot-sql';
import { stackOf } from '../../../deploy/stack.ts';
import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { handler as ingest } from '../../../functions/heatmap/mqtt/ingest.ts';
import { sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { newVenue, seen, verdicts } from './doors.ts';

withRedis();

interface Deployed {
  functions: Record<string, { events: Record<string, unknown>[]; timeout?: number }>;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation is whatever its resources are
  resources: { Resources: Record<string, any> };
}
const { functions, resources } = stackOf({ stage: 'test', ingest: 'sqs' }) as unknown as Deployed;

test('behind every route stands a function', () => {
  const served = Object.values(functions).flatMap(({ events }) => events.map(({ httpApi }) => httpApi));
  for (const { method, path } of Object.values(heatmapRoutes))
    expect(served).toContainEqual(expect.objectContaining({ method, path }));
});

test('hours are rolled up two minutes after they end, with five minutes for each venue', () => {
  expect(functions.heatmapRollup).toMatchObject({ events: [{ schedule: 'cron(2 * * * ? *)' }] });
  expect(functions.heatmapRollupVenue).toMatchObject({ timeout: 300 });
});

test('what a robot publishes comes to the function byte by byte, with who sent it and when', async () => {
  const venue = await newVenue();
  const { Sql } = resources.Resources.CrowdRule.Properties.TopicRulePayload;
  const take = (text: string) => {
    const message = { topic: 'devices/robot-1/crowd', payload: text, clientId: 'robot-1', principal: 'p' };
    const environment = { now: Date.now(), random: () => 0, uuid: () => 'u', accountId: '123456789012' };
    const { value } = evaluate(parse(Sql), message, environment) as { value: unknown };
    return ingest(sqsEvent(JSON.stringify(value)));
  };
  await take(JSON.stringify(seen(venue, {})));
  await take(`{"venue_id":"${venue}","text":"no report"}`);
  expect(await verdicts(venue)).toEqual({ accepted: 1, rejected: { malformed: 1 } });
  await expect(take('not JSON')).resolves.toEqual({ batchItemFailures: [] });
});

test('the queue of the rule is read by the function that counts', () => {
  const [event] = functions.heatmapIngest!.events;
  expect(event).toMatchObject({ sqs: { arn: { 'Fn::GetAtt': ['CrowdSqs', 'Arn'] } } });
});
