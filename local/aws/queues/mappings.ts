import type { Invoke } from '../functions.ts';
import { referred, type Serverless } from '../serverless.ts';
import type { DeadLetters } from './dead-letters.ts';
import { kinesisQueue } from './kinesis.ts';
import type { Queue } from './queue.ts';
import { sqsQueue } from './sqs.ts';

interface SqsProperties {
  RedrivePolicy?: { deadLetterTargetArn: unknown; maxReceiveCount: number };
}

interface StreamEvent {
  type: string;
  arn: unknown;
  batchSize?: number;
  maximumRetryAttempts?: number;
  destinations?: { onFailure?: { arn: unknown } };
}

const DEFAULT_BATCH = { sqs: 10, kinesis: 100 };

/**
 * Every queue and stream of the deployment, by logical id, each with the function that serverless.yml maps to it.
 * A queue that no function reads is a dead-letter queue: what is sent there is kept to be looked at.
 */
export function queuesOf({ service }: Serverless, invoke: Invoke, letters: DeadLetters): Map<string, Queue> {
  const resources = service.resources?.Resources ?? {};
  const queues = new Map<string, Queue>();
  for (const functionKey of service.getAllFunctions()) {
    for (const { sqs, stream } of service.getFunction(functionKey).events ?? []) {
      if (sqs) {
        const { arn, batchSize = DEFAULT_BATCH.sqs } = sqs as { arn: unknown; batchSize?: number };
        const name = existing(referred(arn), functionKey);
        const { RedrivePolicy: redrive } = (resources[name]?.Properties ?? {}) as SqsProperties;
        const deliveries = redrive?.maxReceiveCount ?? Number.POSITIVE_INFINITY;
        const giveUp = keeper(referred(redrive?.deadLetterTargetArn), name);
        queues.set(name, sqsQueue({ name, functionKey, batchSize, deliveries, giveUp }, invoke));
      }
      if (stream) {
        const {
          arn,
          batchSize = DEFAULT_BATCH.kinesis,
          maximumRetryAttempts = -1,
          destinations,
        } = stream as StreamEvent;
        const name = existing(referred(arn), functionKey);
        const deliveries = maximumRetryAttempts < 0 ? Number.POSITIVE_INFINITY : maximumRetryAttempts + 1;
        const giveUp = keeper(referred(destinations?.onFailure?.arn), name);
        queues.set(name, kinesisQueue({ name, functionKey, batchSize, deliveries, giveUp }, invoke));
      }
    }
  }
  for (const [name, { Type }] of Object.entries(resources)) {
    if (Type !== 'AWS::SQS::Queue' || queues.has(name)) continue;
    queues.set(name, { send: (body) => letters.add(name, parsed(body), 'sent here'), idle: () => Promise.resolve() });
  }
  return queues;

  function existing(name: string | undefined, functionKey: string): string {
    if (name && resources[name]) return name;
    throw new Error(`function ${functionKey} reads from a queue that is not a resource of this deployment`);
  }

  function keeper(deadLetterQueue: string | undefined, name: string) {
    return (body: string, reason: string) => letters.add(deadLetterQueue ?? `${name}, dropped`, parsed(body), reason);
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
