import { stackOf } from '../../deploy/stack.ts';

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const QUEUES = [
  ['Crowd', 'heatmapIngest', 'HeatmapDeadLetters'],
  ['State', 'deviceState', 'DeviceDeadLetters'],
  ['Usage', 'usageIngest', 'UsageDeadLetters'],
  ['Raw', 'ruleIngest', 'RuleDeadLetters'],
] as const;

test.each(QUEUES)('rule %s feeds %s by SQS: five tries, then a dead letter', (rule, key, deadLetters) => {
  const { functions, resources } = stackOf({ stage: 'prod', ingest: 'sqs' });
  expect(resources.Resources[`${rule}Sqs`]).toEqual({
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: 60,
      MessageRetentionPeriod: 86_400,
      RedrivePolicy: { deadLetterTargetArn: arn(deadLetters), maxReceiveCount: 5 },
    },
  });
  const { events } = functions[key] as { events: object[] };
  expect(events).toEqual([
    {
      sqs: {
        arn: arn(`${rule}Sqs`),
        batchSize: 1000,
        maximumBatchingWindow: 1,
        maximumConcurrency: 10,
        functionResponseType: 'ReportBatchItemFailures',
      },
    },
  ]);
});

test.each(QUEUES)(
  'rule %s feeds %s by Kinesis: one device stays in order, one bad record holds nobody up',
  (...one) => {
    const [rule, key, deadLetters] = one;
    const { functions, resources } = stackOf({ stage: 'prod', ingest: 'kinesis' });
    expect(resources.Resources[`${rule}Kinesis`]).toEqual({
      Type: 'AWS::Kinesis::Stream',
      Properties: { RetentionPeriodHours: 24, StreamModeDetails: { StreamMode: 'ON_DEMAND' } },
    });
    expect(resources.Resources[`${rule}Sqs`]).toBeUndefined();
    expect(resources.Resources[`${rule}Rule`]).toMatchObject({
      Properties: {
        TopicRulePayload: {
          Actions: [
            {
              Kinesis: {
                StreamName: { Ref: `${rule}Kinesis` },
                PartitionKey: `\${topic(2)}`,
                RoleArn: arn(`${rule}RuleRole`),
              },
            },
          ],
        },
      },
    });
    const { events } = functions[key] as { events: { stream: object }[] };
    expect(events[0]!.stream).toMatchObject({
      type: 'kinesis',
      arn: arn(`${rule}Kinesis`),
      startingPosition: 'TRIM_HORIZON',
      functionResponseType: 'ReportBatchItemFailures',
      maximumRetryAttempts: 5,
      bisectBatchOnFunctionError: true,
      destinations: { onFailure: { type: 'sqs', arn: arn(deadLetters) } },
    });
  },
);

test('a kind of queue that is none is refused by name', () => {
  expect(() => stackOf({ stage: 'prod', ingest: 'kafka' })).toThrow('sqs or kinesis, not kafka');
});

test('rows for a database that is away wait for two weeks by SQS, and in any order', () => {
  const { Resources } = stackOf({ stage: 'prod', ingest: 'sqs' }).resources;
  expect(Resources.SeriesSqs).toEqual({
    Type: 'AWS::SQS::Queue',
    Properties: { VisibilityTimeout: 60, MessageRetentionPeriod: 14 * 86_400 },
  });
});

test('by Kinesis they are tried again as long as they are there, from all shards', () => {
  const { functions, resources } = stackOf({ stage: 'prod', ingest: 'kinesis' });
  const { events } = functions.seriesIngest as { events: { stream: object }[] };
  expect(events[0]!.stream).toMatchObject({ maximumRetryAttempts: -1 });
  expect(JSON.stringify(resources.Resources.SeriesRule)).toMatch(/"PartitionKey":"..newuuid\(\)\}"/);
});
