import { randomUUID } from 'node:crypto';
import { obtain } from '../../../lib/obtain.ts';
import { functionArn, streamArn } from '../arn.ts';

/** How many objects a bucket keeps; the oldest go first. */
const KEPT = 10_000;
const SHARD = 'shardId-000000000000';

export interface GivenUp {
  stream: string;
  /** The function's name. */
  lambda: string;
  tries: number;
  /** Of the batch as the function got it. */
  records: { kinesis: { sequenceNumber: string; approximateArrivalTimestamp: number } }[];
}

/** The stack's buckets of failed batches: objects by key, by bucket. */
export function deadBatches(tell: (bucket: string, reason: string) => void) {
  const buckets = new Map<string, Map<string, string>>();
  const objects = (bucket: string) => obtain(buckets, bucket, () => new Map<string, string>());
  return {
    /** In the order of their keys. */
    keys: (bucket: string): string[] => [...objects(bucket).keys()].sort(),
    get: (bucket: string, key: string): string | undefined => objects(bucket).get(key),
    put: (bucket: string, key: string, text: string): void => void objects(bucket).set(key, text),
    remove: (bucket: string, key: string): void => void objects(bucket).delete(key),
    /** Keeps a batch as Lambda does: https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html */
    add(bucket: string, batch: GivenUp, reason: string, now = new Date()): void {
      const [day, time] = now.toISOString().slice(0, 19).split('T') as [string, string];
      const folder = `aws/lambda/${batch.stream}/${SHARD}/${day.replaceAll('-', '/')}`;
      const kept = objects(bucket);
      kept.set(`${folder}/${day}T${time.replaceAll(':', '.')}-${randomUUID()}`, JSON.stringify(recordOf(batch, now)));
      const [oldest] = kept.keys();
      if (kept.size > KEPT) kept.delete(oldest!);
      tell(bucket, reason);
    },
  };
}

function recordOf({ stream, lambda, tries, records }: GivenUp, now: Date): object {
  const [first, last] = [records[0]!.kinesis, records.at(-1)!.kinesis];
  const arrival = (seconds: number) => new Date(seconds * 1000).toISOString();
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: functionArn(lambda),
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: tries,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: now.toISOString(),
    KinesisBatchInfo: {
      shardId: SHARD,
      startSequenceNumber: first.sequenceNumber,
      endSequenceNumber: last.sequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first.approximateArrivalTimestamp),
      approximateArrivalOfLastRecord: arrival(last.approximateArrivalTimestamp),
      batchSize: records.length,
      streamArn: streamArn(stream),
    },
    payload: JSON.stringify({ Records: records }),
  };
}

export type DeadBatches = ReturnType<typeof deadBatches>;
