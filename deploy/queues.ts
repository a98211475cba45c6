import { arnOf, maySend, type Statement } from './arn.ts';

const BATCH = 1000;
const TRIES = 5;
/** In seconds. */
const DAY = 86_400;

/** A queue between a rule and a function: what it is, how the rule sends, how the function reads. */
export interface Queue {
  resource: object;
  action: object;
  send: Statement;
  receive: Statement[];
  event: object;
}

interface Around {
  deadLetters: string;
  ruleRole: string;
  /** What fails is tried again until it expires, and is no dead letter before. */
  isPatient: boolean;
  /** How many batches may be under way. */
  atOnce: number;
}

/** Makes a queue with this logical id, by the kind that the parameter `ingest` says. */
export const QUEUES: Record<string, (id: string, around: Around) => Queue> = {
  // Nothing to pay while idle.
  sqs: (id, { deadLetters, ruleRole, isPatient, atOnce }) => ({
    resource: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        VisibilityTimeout: 60, // six times the function's timeout, as AWS advises
        MessageRetentionPeriod: isPatient ? 14 * DAY : DAY, // what is older is too late anyway
        ...(!isPatient && { RedrivePolicy: { deadLetterTargetArn: arnOf(deadLetters), maxReceiveCount: TRIES } }),
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
        maximumConcurrency: atOnce,
        functionResponseType: 'ReportBatchItemFailures',
      },
    },
  }),

  // Half the price of SQS where thousands of messages come every second.
  kinesis: (id, { deadLetters, ruleRole, isPatient }) => ({
    resource: {
      Type: 'AWS::Kinesis::Stream',
      Properties: { RetentionPeriodHours: 24, StreamModeDetails: { StreamMode: 'ON_DEMAND' } },
    },
    action: { Kinesis: { StreamName: { Ref: id }, PartitionKey: partitionKey(isPatient), RoleArn: arnOf(ruleRole) } },
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
        maximumRetryAttempts: isPatient ? -1 : TRIES,
        bisectBatchOnFunctionError: true,
        destinations: { onFailure: { type: 'sqs', arn: arnOf(deadLetters) } },
      },
    },
  }),
};

/** What one device says stays in order; what is of many devices goes to any shard. AWS IoT fills it in. */
const partitionKey = (ofMany: boolean): string => `\${${ofMany ? 'newuuid()' : 'topic(2)'}}`;
