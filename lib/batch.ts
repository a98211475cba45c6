import type { KinesisStreamBatchResponse, KinesisStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Envelope } from '../events/envelope.ts';
import { compile } from './compile.ts';
import { log, logged } from './log.ts';
import { measure } from './metrics.ts';

export type QueueEvent = SQSEvent | KinesisStreamEvent;
export type QueueAnswer = SQSBatchResponse & KinesisStreamBatchResponse;

/** One message of a device, as its rule has put it on the queue. */
export interface Delivery extends Envelope {
  /** Its id in the queue. */
  id: string;
}

/** What has become of a batch. */
export interface Taken {
  /** How many messages count, in whole or in part. */
  accepted: number;
  /** The ids of those that shall be delivered again. */
  failed?: readonly string[];
}

const envelope = /* @__PURE__ */ compile(Envelope);

/**
 * Wraps every function that reads a queue, SQS or Kinesis, of what comes from one topic. A message that none of our
 * rules can have written is reported as failed, so that it ends up among the dead letters. If `take` could take none of
 * the others this throws, so that Lambda counts an error.
 */
export function readQueue(topic: string, take: (deliveries: Delivery[], now: number) => Promise<Taken>) {
  async function read(event: QueueEvent): Promise<QueueAnswer> {
    const poison: string[] = [];
    const deliveries = messagesOf(event).flatMap(({ id, body }) => {
      const message = parse(body);
      if (message) return { id, ...message };
      log.error('a message that is no envelope', { id });
      poison.push(id);
      return [];
    });
    const { accepted, failed = [] } = deliveries.length > 0 ? await take(deliveries, Date.now()) : { accepted: 0 };
    if (deliveries.length > 0) measure('topic', topic, { accepted, lag: lagOf(deliveries) });
    if (failed.length > 0 && failed.length === deliveries.length) throw new Error('none of the batch could be taken');
    return { batchItemFailures: [...poison, ...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  }
  return logged(read);
}

/** How long the oldest message of a batch has been on its way, ms. */
const lagOf = (deliveries: readonly Delivery[]): number =>
  Math.max(0, Date.now() - Math.min(...deliveries.map(({ received_at }) => received_at)));

/** The messages of an SQS or a Kinesis batch, alike; `id` is what the queue calls each in `batchItemFailures`. */
const messagesOf = (event: QueueEvent): { id: string; body: string }[] =>
  event.Records.map((record) =>
    'kinesis' in record
      ? { id: record.kinesis.sequenceNumber, body: Buffer.from(record.kinesis.data, 'base64').toString() }
      : { id: record.messageId, body: record.body },
  );

function parse(body: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return envelope.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A message's payload as JSON; undefined if it is not JSON. */
export function payloadOf({ data }: { data: string }): unknown {
  try {
    return JSON.parse(Buffer.from(data, 'base64').toString());
  } catch {
    return undefined;
  }
}

/** Reports that came together in one message, as if each had come from a queue. */
export const deliveriesOf = (reports: readonly { device_id: string; received_at: number; report: unknown }[]) =>
  reports.map(
    ({ device_id, received_at, report }, i): Delivery => ({
      id: String(i),
      device_id,
      received_at,
      data: Buffer.from(JSON.stringify(report)).toString('base64'),
    }),
  );
