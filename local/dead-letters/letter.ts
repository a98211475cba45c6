/** Where a letter failed, which is where it is sent again, and what is sent. */
export type Target =
  | { to: 'rule'; rule: string; topic: string; payload: Uint8Array }
  | { to: 'function'; arn: string; payload: string }
  | { to: 'queue'; arn: string; body: string }
  | { to: 'stream'; arn: string; partitionKey: string; data: Uint8Array };

/** A message that nothing could take, whoever put it among the dead letters. */
export interface Letter {
  id: string;
  /** The logical id of the queue or bucket that it lies in, such as HeatmapDeadLetters. */
  queue: string;
  /** When it failed or, of a message from a queue, when it was sent there; ms. */
  at: number;
  /** Why it is here, as far as AWS says. */
  reason: string;
  /** Nowhere, if it is of no known kind: then it can be read, and stays. */
  target: Target | undefined;
  payload: Uint8Array;
}

/** What SQS gives of a message. */
export interface QueueMessage {
  id: string;
  body: string;
  attributes: Record<string, string>;
}

interface RuleError {
  ruleName: string;
  topic: string;
  base64OriginalPayload: string;
  failures?: { failedAction?: string; errorMessage?: string }[];
}

interface Invocation {
  timestamp?: string;
  requestContext: { functionArn: string; condition?: string };
  requestPayload: unknown;
  responsePayload?: { errorMessage?: string } | null;
}

interface FailedBatch {
  timestamp?: string;
  requestContext?: { condition?: string };
  KinesisBatchInfo: { streamArn: string };
  payload?: string;
}

interface KinesisRecord {
  kinesis: { sequenceNumber: string; partitionKey: string; data: string; approximateArrivalTimestamp?: number };
}

/**
 * Reads a message of a dead-letter queue: one that SQS has moved there (it names its source), the message of a rule's
 * error action, or the record of a failed asynchronous invocation.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 * https://docs.aws.amazon.com/iot/latest/developerguide/rule-error-handling.html
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function letterOf(queue: string, { id, body, attributes }: QueueMessage): Letter {
  const base = { id, queue, at: Number(attributes.SentTimestamp ?? 0), payload: Buffer.from(body) };
  const source = attributes.DeadLetterQueueSourceArn;
  if (source) {
    const reason = 'no delivery of it succeeded; the log of the function that reads the queue says why';
    return { ...base, reason, target: { to: 'queue', arn: source, body } };
  }
  const value = parsed(body);
  if (isRuleError(value)) {
    const payload = Buffer.from(value.base64OriginalPayload, 'base64');
    const reasons = (value.failures ?? []).map(({ failedAction, errorMessage }) => `${failedAction}: ${errorMessage}`);
    const topic = value.topic.replace(/^\$aws\/rules\/[^/]+\//, '');
    const target = { to: 'rule', rule: value.ruleName, topic, payload } as const;
    return { ...base, reason: reasons.join('; ') || 'the rule does not say', target, payload };
  }
  if (isInvocation(value)) {
    const { functionArn, condition } = value.requestContext;
    const payload = JSON.stringify(value.requestPayload);
    return {
      ...base,
      reason: value.responsePayload?.errorMessage ?? condition ?? 'Lambda does not say',
      target: { to: 'function', arn: functionArn, payload },
      payload: Buffer.from(payload),
    };
  }
  return { ...base, reason: 'of no kind that is known here', target: undefined };
}

/**
 * Reads the object that Lambda makes of a batch of a stream that it has given up, a letter for each record.
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export function lettersOf(bucket: string, key: string, text: string): Letter[] {
  const batch = parsed(text);
  const records = isFailedBatch(batch) ? recordsOf(batch) : undefined;
  if (!isFailedBatch(batch) || !records) {
    const reason = 'of no kind that is known here';
    return [{ id: key, queue: bucket, at: 0, reason, target: undefined, payload: Buffer.from(text) }];
  }
  return records.map(({ kinesis: { sequenceNumber, partitionKey, data, approximateArrivalTimestamp } }) => {
    const payload = Buffer.from(data, 'base64');
    return {
      id: `${key}#${sequenceNumber}`,
      queue: bucket,
      at: Date.parse(batch.timestamp ?? '') || (approximateArrivalTimestamp ?? 0) * 1000,
      reason: `${batch.requestContext?.condition ?? 'given up'}; the function's log says why`,
      target: { to: 'stream', arn: batch.KinesisBatchInfo.streamArn, partitionKey, data: payload } as const,
      payload,
    };
  });
}

/** The object of a failed batch without these letters; undefined if none is left. */
export function batchWithout(text: string, gone: readonly Letter[]): string | undefined {
  const batch = JSON.parse(text) as FailedBatch;
  const ids = new Set(gone.map(({ id }) => id.slice(id.lastIndexOf('#') + 1)));
  const records = recordsOf(batch)!.filter(({ kinesis }) => !ids.has(kinesis.sequenceNumber));
  return records.length > 0 ? JSON.stringify({ ...batch, payload: JSON.stringify({ Records: records }) }) : undefined;
}

/** Lambda keeps the event as JSON within JSON. */
function recordsOf({ payload }: FailedBatch): KinesisRecord[] | undefined {
  const records = (parsed(payload ?? '') as { Records?: unknown } | undefined)?.Records;
  return Array.isArray(records) && records.every((one) => typeof one?.kinesis?.data === 'string') ? records : undefined;
}

const isRuleError = (value: unknown): value is RuleError =>
  has(value, 'ruleName') && has(value, 'topic') && has(value, 'base64OriginalPayload');

const isInvocation = (value: unknown): value is Invocation =>
  has(value, 'requestContext') && has(value, 'requestPayload') && has(value.requestContext, 'functionArn');

const isFailedBatch = (value: unknown): value is FailedBatch =>
  has(value, 'KinesisBatchInfo') && has(value.KinesisBatchInfo, 'streamArn');

const has = <Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> =>
  typeof value === 'object' && value !== null && name in value;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
