import { covers } from '../rights.ts';
import { among, idOf, ofType, propertiesOf, type Template, textOf, typeOf, within } from '../template.ts';
import { destinationRules, roleOf } from './invocations.ts';
import type { LambdaFunction } from './lambda.ts';
import type { Queue } from './sqs.ts';

interface Mapping {
  EventSourceArn: unknown;
  FunctionName: unknown;
  BatchSize?: number;
  MaximumBatchingWindowInSeconds?: number;
  StartingPosition?: string;
  ParallelizationFactor?: number;
  MaximumRetryAttempts?: number;
  MaximumRecordAgeInSeconds?: number;
  DestinationConfig?: { OnFailure?: { Destination: unknown } };
  FunctionResponseTypes?: string[];
}

/** What Lambda does under a function's role to read for it; the pages of each kind name these actions. */
const READS: Record<string, readonly string[]> = {
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  'AWS::SQS::Queue': ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((name) => `sqs:${name}`),
  // https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html
  'AWS::Kinesis::Stream': [
    'DescribeStream',
    'DescribeStreamSummary',
    'GetRecords',
    'GetShardIterator',
    'ListShards',
  ].map((name) => `kinesis:${name}`),
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export function* eventSourceRules(template: Template): Iterable<string> {
  for (const [id, mapping] of ofType<Mapping>(template, 'AWS::Lambda::EventSourceMapping')) {
    const [source, lambda] = [idOf(mapping.EventSourceArn), idOf(mapping.FunctionName)];
    const kind = typeOf(template, source) ?? '';
    if (typeOf(template, lambda) !== 'AWS::Lambda::Function') yield `${id} feeds no function of the template`;
    if (!source || !lambda || !READS[kind]) {
      yield `${id} reads ${textOf(mapping.EventSourceArn)}, which is no queue and no stream of the template`;
      continue;
    }
    yield* within(`${id}.BatchSize`, mapping.BatchSize, 1, 10_000);
    yield* within(`${id}.MaximumBatchingWindowInSeconds`, mapping.MaximumBatchingWindowInSeconds, 0, 300);
    const rights = roleOf(template, lambda) ?? [];
    for (const action of READS[kind]) {
      if (!rights.some((right) => covers(right, { action, resource: `\${${source}.Arn}` }))) {
        yield `${id}: ${lambda} may not ${action} ${source}`;
      }
    }
    if (!mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures')) {
      yield `${id}: one message that fails would bring back its whole batch`;
    }
    yield* kind === 'AWS::SQS::Queue'
      ? queueMapping(template, id, mapping, source, lambda)
      : streamMapping(template, id, mapping);
  }
}

function* queueMapping(
  template: Template,
  id: string,
  mapping: Mapping,
  source: string,
  lambda: string,
): Iterable<string> {
  const { BatchSize = 10, MaximumBatchingWindowInSeconds = 0 } = mapping;
  const { Timeout = 3 } = propertiesOf<LambdaFunction>(template, lambda);
  const { VisibilityTimeout = 30, FifoQueue, RedrivePolicy } = propertiesOf<Queue>(template, source);
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
  if (FifoQueue && (BatchSize > 10 || MaximumBatchingWindowInSeconds > 0))
    yield `${id}: of a FIFO queue 10 messages come at once`;
  if (BatchSize > 10 && MaximumBatchingWindowInSeconds < 1)
    yield `${id}: more than 10 messages need a batching window of 1 s`;
  if (mapping.StartingPosition) yield `${id}: a queue has no starting position`;
  if (mapping.DestinationConfig) yield `${id}: a queue has dead letters of its own, and no destination`;
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html: refused below, and six times are advised
  if (VisibilityTimeout < Timeout * 6) {
    yield `${source} hides a message for ${VisibilityTimeout} s, and ${lambda} may take ${Timeout} s: six times that is advised`;
  }
  if (RedrivePolicy && (RedrivePolicy.maxReceiveCount ?? 0) < 5) {
    yield `${source} gives up after ${RedrivePolicy.maxReceiveCount} tries: 5 are advised, as throttled calls count`;
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html */
function* streamMapping(template: Template, id: string, mapping: Mapping): Iterable<string> {
  yield* among(`${id}.StartingPosition`, mapping.StartingPosition, ['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP']);
  if (!mapping.StartingPosition) yield `${id}: a stream is read from a starting position`;
  yield* within(`${id}.ParallelizationFactor`, mapping.ParallelizationFactor, 1, 10);
  yield* within(`${id}.MaximumRetryAttempts`, mapping.MaximumRetryAttempts, -1, 10_000);
  yield* within(`${id}.MaximumRecordAgeInSeconds`, mapping.MaximumRecordAgeInSeconds, -1, 604_800);
  const { MaximumRetryAttempts = -1, MaximumRecordAgeInSeconds = -1 } = mapping;
  const failure = mapping.DestinationConfig?.OnFailure;
  if (failure) yield* destinationRules(template, id, mapping.FunctionName, failure.Destination);
  else if (MaximumRetryAttempts !== -1 || MaximumRecordAgeInSeconds !== -1)
    yield `${id}: what is given up is lost without a destination`;
}
