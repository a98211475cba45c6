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
    expect(functions[key]).toMatchObject({ events: [] });
    const bucket = deadLetters.replace('Letters', 'Batches');
    expect(resources.Resources[`${rule}KinesisMapping`]).toEqual({
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: arn(`${rule}Kinesis`),
        FunctionName: { Ref: `${key[0]!.toUpperCase()}${key.slice(1)}LambdaFunction` },
        BatchSize: 1000,
        MaximumBatchingWindowInSeconds: 1,
        StartingPosition: 'TRIM_HORIZON',
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: -1,
        MaximumRecordAgeInSeconds: 900,
        DestinationConfig: { OnFailure: { Destination: arn(bucket) } },
      },
    });
    expect(resources.Resources[bucket]).toMatchObject({
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Retain',
      Properties: {
        PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
        LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 14 }] },
      },
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

test('by Kinesis they are tried again for almost as long as the stream keeps them, from all shards', () => {
  const { Resources } = stackOf({ stage: 'prod', ingest: 'kinesis' }).resources;
  expect(Resources.SeriesKinesisMapping).toMatchObject({
    Properties: { MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: 82_800 },
  });
  expect(JSON.stringify(Resources.SeriesRule)).toMatch(/"PartitionKey":"..newuuid\(\)\}"/);
});

test('a bucket of failed batches is there for streams only', () => {
  const { Resources } = stackOf({ stage: 'prod', ingest: 'sqs' }).resources;
  const buckets = Object.entries(Resources).filter(([, resource]) => JSON.stringify(resource).includes('S3::Bucket'));
  expect(buckets.map(([id]) => id)).toEqual(['RentalBucket', 'BackupBucket']); // that have nothing to do with it
});
