import { setTimeout as sleep } from 'node:timers/promises';
import { streamArn } from '../arn.ts';
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
 * A Kinesis stream of one shard with its event source mapping: in order, taken up again from the first record that
 * failed. A batch that the function throws at is halved, so that one poisoned record cannot hold up those behind it
 * for longer than it is tried itself.
 */
export function kinesisQueue(settings: QueueSettings, invoke: Invoke): Queue {
  const { name, functionKey, deliveries, patience = Number.POSITIVE_INFINITY, giveUp } = settings;
  const batchSize = Math.min(settings.batchSize, HARD_CAP);
  let sequence = 0;
  let bytes = 0;
  let records: Waiting[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    let size = batchSize;
    while (records.length > 0) {
      if (records.length < size) await sleep(BATCH_WINDOW);
      const batch = batchOf(records, size);
      const event = { Records: batch.map((one) => record(name, one)) };
      const failures = await deliver(
        invoke,
        functionKey,
        event,
        batch.map(({ id }) => id),
      );
      const firstFailed = batch.findIndex(({ id }) => failures.ids.has(id));
      if (firstFailed < 0) {
        drop(batch.length);
        size = batchSize;
        continue;
      }
      drop(firstFailed);
      const [first] = records as [Waiting];
      // Halving only looks for the culprit; what counts is a delivery that is known to have failed for this record.
      const isCulprit = failures.isReported || batch.length === 1;
      if (isCulprit) first.deliveries += 1;
      else size = Math.ceil(batch.length / 2);
      const hopeless = first.deliveries >= deliveries ? [first] : tooOld(batch.slice(firstFailed));
      if (hopeless.length > 0) {
        giveUp(hopeless, failures.reason);
        drop(hopeless.length);
        size = batchSize;
      } else await sleep(REDELIVERY);
    }
    running = undefined;
  }

  function drop(count: number): void {
    bytes -= bytesOf(records.slice(0, count));
    records = records.slice(count);
  }

  /** The first of these, as far as they have been tried for long enough. */
  function tooOld(tried: readonly Waiting[]): Waiting[] {
    const since = Date.now() - patience;
    const young = tried.findIndex(({ sentAt }) => sentAt > since);
    return tried.slice(0, young < 0 ? tried.length : young);
  }

  return {
    send: (body, partitionKey) => {
      sequence += 1;
      const one = waiting(body, partitionKey, String(sequence).padStart(20, '0'));
      records.push(one);
      bytes += bytesOf([one]);
      running ??= run();
    },
    bytes: () => bytes,
    idle: async () => {
      while (running) await running;
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
export const record = (stream: string, { id, body, partitionKey, sentAt }: Waiting) => ({
  kinesis: {
    kinesisSchemaVersion: '1.0',
    partitionKey,
    sequenceNumber: id,
    data: Buffer.from(body).toString('base64'),
    approximateArrivalTimestamp: sentAt / 1000,
  },
  eventSource: 'aws:kinesis',
  eventVersion: '1.0',
  eventID: `shardId-000000000000:${id}`,
  eventName: 'aws:kinesis:record',
  invokeIdentityArn: 'arn:aws:iam::000000000000:role/local',
  awsRegion: 'local',
  eventSourceARN: streamArn(stream),
});
