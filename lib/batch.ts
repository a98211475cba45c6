import type { KinesisStreamEvent, SQSEvent } from 'aws-lambda';

export interface Message {
  /** What the queue calls this message in `batchItemFailures`. */
  id: string;
  body: string;
}

/** The messages of an SQS or a Kinesis batch, alike. */
export function messagesOf(event: SQSEvent | KinesisStreamEvent): Message[] {
  return event.Records.map((record) =>
    'kinesis' in record
      ? { id: record.kinesis.sequenceNumber, body: Buffer.from(record.kinesis.data, 'base64').toString() }
      : { id: record.messageId, body: record.body },
  );
}
