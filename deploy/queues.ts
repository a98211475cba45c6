import { arnOf, maySend, type Statement } from './arn.ts';

const BATCH = 1000;
const TRIES = 5;

/** A queue between a rule and a function: what it is, how the rule sends, how the function reads. */
export interface Queue {
  resource: object;
  action: object;
  send: Statement;
  receive: Statement[];
  event: object;
}

/** Makes a queue with this logical id, by the kind that the parameter `ingest` says. */
export const QUEUES: Record<string, (id: string, deadLetters: string, ruleRole: string) => Queue> = {
  // Nothing to pay while idle.
  sqs: (id, deadLetters, ruleRole) => ({
    resource: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        VisibilityTimeout: 60, // six times the function's timeout, as AWS advises
        MessageRetentionPeriod: 86_400, // what is older is too late anyway
        RedrivePolicy: { deadLetterTargetArn: arnOf(deadLetters), maxReceiveCount: TRIES },
      },
    },
    action: { Sqs: { QueueUrl: { Ref: id }, RoleArn: arnOf(ruleRole), UseBase64: false } },
    send: maySend(id),
    receive: [{ Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], Resource: arnOf(id) }],
    event: {
      sqs: {
        arn: arnOf(id),
        batchSize: BATCH,
        maximumBatchingWindow: 1,
        functionResponseType: 'ReportBatchItemFailures',
      },
    },
  }),

  // Half the price of SQS where thousands of messages come every second.
  kinesis: (id, deadLetters, ruleRole) => ({
    resource: {
      Type: 'AWS::Kinesis::Stream',
      Properties: { RetentionPeriodHours: 24, StreamModeDetails: { StreamMode: 'ON_DEMAND' } },
    },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: AWS IoT fills it in
    action: { Kinesis: { StreamName: { Ref: id }, PartitionKey: '${topic(2)}', RoleArn: arnOf(ruleRole) } },
    send: { Action: 'kinesis:PutRecord', Resource: arnOf(id) },
    receive: [
      {
        Action: ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'].map(
          (action) => `kinesis:${action}`,
        ),
        Resource: arnOf(id),
      },
      maySend(deadLetters),
    ],
    event: {
      stream: {
        type: 'kinesis',
        arn: arnOf(id),
        batchSize: BATCH,
        batchWindow: 1,
        startingPosition: 'TRIM_HORIZON',
        functionResponseType: 'ReportBatchItemFailures',
        // without these one bad record would hold up its shard for good
        maximumRetryAttempts: TRIES,
        bisectBatchOnFunctionError: true,
        destinations: { onFailure: { type: 'sqs', arn: arnOf(deadLetters) } },
      },
    },
  }),
};
