import { setTimeout as sleep } from 'node:timers/promises';
import { queueArn } from '../arn.ts';
import type { Invoke } from '../functions.ts';
import {
  BATCH_WINDOW,
  batchOf,
  bytesOf,
  deliver,
  HARD_CAP,
  type Queue,
  type QueueSettings,
  REDELIVERY,
  type Waiting,
  waiting,
} from './queue.ts';

/**
 * A standard SQS queue with its event source mapping: redelivered message by message. AWS would have several batches
 * under way; here they follow each other, because the burst that one laptop can make in a second would otherwise be
 * reordered further than the sequence numbers of a few devices reach back.
 */
export function sqsQueue(settings: QueueSettings, invoke: Invoke): Queue {
  const { name, functionKey, deliveries, giveUp } = settings;
  const batchSize = Math.min(settings.batchSize, HARD_CAP);
  let messages: Waiting[] = [];
  let redelivering = 0;
  let bytes = 0;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (messages.length > 0 || redelivering > 0) {
      if (messages.length < batchSize) await sleep(BATCH_WINDOW);
      const batch = batchOf(messages, batchSize);
      messages = messages.slice(batch.length);
      if (batch.length > 0) await take(batch);
    }
    running = undefined;
  }

  async function take(batch: Waiting[]): Promise<void> {
    for (const message of batch) message.deliveries += 1;
    const event = { Records: batch.map((message) => record(name, message)) };
    const ids = batch.map(({ id }) => id);
    const failures = await deliver(invoke, functionKey, event, ids);
    const failed = batch.filter(({ id }) => failures.ids.has(id));
    const hopeless = failed.filter((message) => message.deliveries >= deliveries);
    if (hopeless.length > 0) giveUp(hopeless, failures.reason);
    const again = failed.filter((message) => message.deliveries < deliveries);
    bytes -= bytesOf(batch) - bytesOf(again);
    void later(again);
  }

  async function later(again: Waiting[]): Promise<void> {
    redelivering += again.length;
    await sleep(REDELIVERY);
    redelivering -= again.length;
    messages.push(...again);
  }

  return {
    send: (body, partitionKey) => {
      const message = waiting(body, partitionKey);
      messages.push(message);
      bytes += bytesOf([message]);
      running ??= run();
    },
    bytes: () => bytes,
    idle: async () => {
      while (running) await running;
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const record = (queue: string, { id, body, sentAt, deliveries }: Waiting) => ({
  messageId: id,
  receiptHandle: id,
  body,
  attributes: {
    ApproximateReceiveCount: String(deliveries),
    SentTimestamp: String(sentAt),
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: String(sentAt),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn(queue),
  awsRegion: 'local',
});
