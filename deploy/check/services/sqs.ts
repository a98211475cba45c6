import { idOf, ofType, type Template, typeOf, within } from '../template.ts';

export interface Queue {
  VisibilityTimeout?: number;
  MessageRetentionPeriod?: number;
  MaximumMessageSize?: number;
  DelaySeconds?: number;
  FifoQueue?: boolean;
  RedrivePolicy?: { deadLetterTargetArn?: unknown; maxReceiveCount?: number };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export function* queueRules(template: Template): Iterable<string> {
  for (const [id, queue] of ofType<Queue>(template, 'AWS::SQS::Queue')) {
    yield* within(`${id}.MessageRetentionPeriod`, queue.MessageRetentionPeriod, 60, 1_209_600);
    yield* within(`${id}.VisibilityTimeout`, queue.VisibilityTimeout, 0, 43_200);
    yield* within(`${id}.MaximumMessageSize`, queue.MaximumMessageSize, 1024, 1_048_576);
    yield* within(`${id}.DelaySeconds`, queue.DelaySeconds, 0, 900);
    if (queue.RedrivePolicy) yield* redriveRules(template, id, queue.RedrivePolicy, queue);
  }
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html */
function* redriveRules(
  template: Template,
  id: string,
  { deadLetterTargetArn, maxReceiveCount }: NonNullable<Queue['RedrivePolicy']>,
  { FifoQueue = false }: Queue,
): Iterable<string> {
  const target = idOf(deadLetterTargetArn);
  if (typeOf(template, target) !== 'AWS::SQS::Queue') yield `${id}: its dead letters go to no queue of the template`;
  if (target === id) yield `${id}: its dead letters go to itself`;
  if (maxReceiveCount === undefined) yield `${id}: its redrive policy has no maxReceiveCount`;
  yield* within(`${id}.maxReceiveCount`, maxReceiveCount, 1, 1000);
  const letters = ofType<Queue>(template, 'AWS::SQS::Queue').find(([other]) => other === target)?.[1];
  if (letters && (letters.FifoQueue ?? false) !== FifoQueue) yield `${id} and ${target} must both be FIFO, or neither`;
}
