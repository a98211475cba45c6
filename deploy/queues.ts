import { arnOf, mayKeep, maySend, type Statement } from './arn.ts';
import { privateBucket } from './bucket.ts';

const BATCH = 1000;
const TRIES = 5;
/** In seconds. */
const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
/** How long a record is tried again; docs/operate/dead-letters.md says why so long. */
const PATIENCE = 15 * MINUTE;

/** A queue between a rule and a function: what it is, how the rule sends, how the function reads. */
export interface Queue {
  resources: Record<string, object>;
  action: object;
  send: Statement;
  receive: Statement[];
  /** What the framework shall make of it. */
  events: object[];
}

interface Around {
  /** Of the domain: where messages go, and the batches of streams with their records. */
  deadLetters: string;
  deadBatches: string;
  ruleRole: string;
  /** The logical id of the function that reads it. */
  lambda: string;
  /** What fails is tried again until it expires, and is no dead letter before. */
  isPatient: boolean;
  /** How many batches may be under way. */
  atOnce: number;
}

/** Makes a queue with this logical id, by the kind that the parameter `ingest` says. */
export const QUEUES: Record<string, (id: string, around: Around) => Queue> = {
  // Nothing to pay while idle.
  sqs: (id, { deadLetters, ruleRole, isPatient, atOnce }) => ({
    resources: {
      [id]: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          VisibilityTimeout: MINUTE, // six times the function's timeout, as AWS advises
          MessageRetentionPeriod: isPatient ? 14 * DAY : DAY, // what is older is too late anyway
          ...(!isPatient && { RedrivePolicy: { deadLetterTargetArn: arnOf(deadLetters), maxReceiveCount: TRIES } }),
        },
      },
    },
    action: { Sqs: { QueueUrl: { Ref: id }, RoleArn: arnOf(ruleRole), UseBase64: false } },
    send: maySend(id),
    receive: [{ Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], Resource: arnOf(id) }],
    events: [
      {
        sqs: {
          arn: arnOf(id),
          batchSize: BATCH,
          maximumBatchingWindow: 1,
          maximumConcurrency: atOnce,
          functionResponseType: 'ReportBatchItemFailures',
        },
      },
    ],
  }),

  // Half the price of SQS where thousands of messages come every second.
  kinesis: (id, { deadBatches, ruleRole, lambda, isPatient }) => ({
    resources: {
      [id]: {
        Type: 'AWS::Kinesis::Stream',
        Properties: { RetentionPeriodHours: 24, StreamModeDetails: { StreamMode: 'ON_DEMAND' } },
      },
      // The framework knows queues and topics as destinations, to which Lambda tells positions in the stream only.
      [`${id}Mapping`]: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: arnOf(id),
          FunctionName: { Ref: lambda },
          BatchSize: BATCH,
          MaximumBatchingWindowInSeconds: 1,
          StartingPosition: 'TRIM_HORIZON',
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          BisectBatchOnFunctionError: true,
          MaximumRetryAttempts: -1, // until it is too old: how long Lambda waits between tries is not documented
          MaximumRecordAgeInSeconds: isPatient ? DAY - HOUR : PATIENCE, // at a day the stream itself forgets it
          DestinationConfig: { OnFailure: { Destination: arnOf(deadBatches) } },
        },
      },
      ...privateBucket(deadBatches, { expires: { '': 14 } }),
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
      ...mayKeep(deadBatches),
    ],
    events: [],
  }),
};

/** What one device says stays in order; what is of many devices goes to any shard. AWS IoT fills it in. */
const partitionKey = (ofMany: boolean): string => `\${${ofMany ? 'newuuid()' : 'topic(2)'}}`;
