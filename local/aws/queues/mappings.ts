import { queueArn } from '../arn.ts';
import type { Invoke } from '../functions.ts';
import { functionNamer, referred, type Serverless } from '../serverless.ts';
import type { DeadBatches } from './dead-batches.ts';
import type { DeadLetters } from './dead-letters.ts';
import { kinesisQueue, record } from './kinesis.ts';
import { type Queue, SHORTER } from './queue.ts';
import { sqsQueue } from './sqs.ts';

interface SqsProperties {
  RedrivePolicy?: { deadLetterTargetArn: unknown; maxReceiveCount: number };
}

interface StreamMapping {
  FunctionName: unknown;
  EventSourceArn: unknown;
  BatchSize?: number;
  MaximumRetryAttempts?: number;
  MaximumRecordAgeInSeconds?: number;
  DestinationConfig?: { OnFailure?: { Destination: unknown } };
}

interface Dead {
  letters: DeadLetters;
  batches: DeadBatches;
}

const DEFAULT_BATCH = { sqs: 10, kinesis: 100 };

/**
 * Every queue and stream of the deployment, by logical id, each with the function that is mapped to it: queues by
 * serverless.yml's events, streams by resources. A queue that no function reads keeps dead letters.
 */
export function queuesOf({ service }: Serverless, invoke: Invoke, { letters, batches }: Dead): Map<string, Queue> {
  const resources = service.resources?.Resources ?? {};
  const queues = new Map<string, Queue>();
  const functionKeyOf = functionNamer(service);
  for (const functionKey of service.getAllFunctions()) {
    for (const { sqs } of service.getFunction(functionKey).events ?? []) {
      if (!sqs) continue;
      const { arn, batchSize = DEFAULT_BATCH.sqs } = sqs as { arn: unknown; batchSize?: number };
      const name = existing(referred(arn), functionKey);
      queues.set(name, messages(name, functionKey, batchSize, resources[name]?.Properties ?? {}));
    }
  }
  for (const { Type, Properties } of Object.values(resources)) {
    if (Type !== 'AWS::Lambda::EventSourceMapping') continue;
    const mapping = Properties as unknown as StreamMapping;
    const functionKey = functionKeyOf(mapping.FunctionName);
    const name = existing(referred(mapping.EventSourceArn), functionKey);
    queues.set(name, records(name, functionKey, mapping));
  }
  for (const [name, { Type }] of Object.entries(resources)) {
    if (Type !== 'AWS::SQS::Queue' || queues.has(name)) continue;
    queues.set(name, {
      send: (body) => letters.add(name, body, 'sent here'),
      bytes: () => 0,
      idle: () => Promise.resolve(),
    });
  }
  return queues;

  function existing(name: string | undefined, functionKey: string): string {
    if (name && resources[name]) return name;
    throw new Error(`function ${functionKey} reads from a queue that is not a resource of this deployment`);
  }

  function messages(name: string, functionKey: string, batchSize: number, properties: SqsProperties): Queue {
    const { deadLetterTargetArn, maxReceiveCount = Number.POSITIVE_INFINITY } = properties.RedrivePolicy ?? {};
    const deadLetterQueue = referred(deadLetterTargetArn);
    const settings = { name, functionKey, batchSize, deliveries: maxReceiveCount };
    const queue = sqsQueue(
      {
        ...settings,
        giveUp: (given, reason) => {
          for (const { body, sentAt } of given) {
            letters.add(deadLetterQueue!, body, reason, { source: queueArn(name), sentAt });
          }
        },
      },
      invoke,
    );
    return maxReceiveCount === Number.POSITIVE_INFINITY ? patient(queue) : queue;
  }

  function records(name: string, functionKey: string, mapping: StreamMapping): Queue {
    const { MaximumRetryAttempts: retries = -1, MaximumRecordAgeInSeconds: age = -1 } = mapping;
    const bucket = referred(mapping.DestinationConfig?.OnFailure?.Destination);
    const lambda = service.getFunction(functionKey).name;
    const stream = kinesisQueue(
      {
        name,
        functionKey,
        batchSize: mapping.BatchSize ?? DEFAULT_BATCH.kinesis,
        deliveries: retries < 0 ? Number.POSITIVE_INFINITY : retries + 1,
        patience: age < 0 ? Number.POSITIVE_INFINITY : age * 1000 * SHORTER,
        giveUp: (given, reason) => {
          const batch = given.map((one) => record(name, one));
          const tries = given[0]!.deliveries;
          if (bucket) batches.add(bucket, { stream: name, lambda, tries, records: batch }, reason);
        },
      },
      invoke,
    );
    return retries < 0 && age < 0 ? patient(stream) : stream;
  }
}

/** Whose function may be away for as long as it likes: it delays its own messages and nothing else. */
const patient = (queue: Queue): Queue => ({ ...queue, bytes: () => 0 });
