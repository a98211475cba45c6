import type { KinesisStreamEvent, SQSEvent } from 'aws-lambda';

/** A payload as the rule puts it on the queue; what devices publish is kept as its bytes. */
export const envelope = (device_id: string, payload: unknown, received_at: number): string =>
  JSON.stringify({ data: Buffer.from(JSON.stringify(payload)).toString('base64'), device_id, received_at });

export const sqsEvent = (...bodies: string[]): SQSEvent =>
  ({ Records: bodies.map((body, i) => ({ messageId: `message-${i}`, body })) }) as SQSEvent;

/** Each record has a sequence number `sequence-0`, … and an event id that has the shard before it, as on AWS. */
export const kinesisEvent = (...bodies: string[]): KinesisStreamEvent =>
  ({
    Records: bodies.map((body, i) => ({
      eventID: `shardId-000000000000:sequence-${i}`,
      kinesis: {
        sequenceNumber: `sequence-${i}`,
        partitionKey: `partition-${i}`,
        data: Buffer.from(body).toString('base64'),
      },
    })),
  }) as KinesisStreamEvent;
