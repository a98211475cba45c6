import { createHash } from 'node:crypto';
import type { DeadLetters } from '../queues/dead-letters.ts';
import { Refusal } from './refusal.ts';

interface Entry {
  Id: string;
  ReceiptHandle: string;
  VisibilityTimeout?: number;
}

interface Request {
  QueueUrl: string;
  MessageBody: string;
  MaxNumberOfMessages?: number;
  VisibilityTimeout?: number;
  Entries: Entry[];
}

/** What reaches a queue of the stack, by logical id. */
export interface Queues {
  letters: DeadLetters;
  send(queue: string, body: string, partitionKey: string): void;
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/**
 * The calls of SQS that dead letters need, in its JSON protocol. Only dead-letter queues can be received from: the
 * others have their function.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
 */
export function sqsCall(operation: string, request: Request, { letters, send }: Queues): object {
  const queue = request.QueueUrl.split('/').at(-1)!;
  switch (operation) {
    case 'SendMessage':
      send(queue, request.MessageBody, '');
      return { MessageId: 'sent', MD5OfMessageBody: md5(request.MessageBody) };
    case 'ReceiveMessage': {
      const found = letters.receive(queue, request.MaxNumberOfMessages ?? 1, (request.VisibilityTimeout ?? 30) * 1000);
      const Messages = found.map(({ id, body, attributes, receipt }) => ({
        MessageId: id,
        ReceiptHandle: receipt,
        Body: body,
        MD5OfBody: md5(body),
        Attributes: { ...attributes },
      }));
      return Messages.length > 0 ? { Messages } : {};
    }
    case 'DeleteMessageBatch':
      for (const { ReceiptHandle } of request.Entries) letters.remove(queue, ReceiptHandle);
      return { Successful: request.Entries.map(({ Id }) => ({ Id })), Failed: [] };
    case 'ChangeMessageVisibilityBatch': {
      const done = (one: Entry) => letters.hide(queue, one.ReceiptHandle, (one.VisibilityTimeout ?? 0) * 1000);
      const results = request.Entries.map((one) => ({ Id: one.Id, isDone: done(one) }));
      const failure = { SenderFault: true, Code: 'ReceiptHandleIsInvalid' };
      return {
        Successful: results.filter(({ isDone }) => isDone).map(({ Id }) => ({ Id })),
        Failed: results.filter(({ isDone }) => !isDone).map(({ Id }) => ({ Id, ...failure })),
      };
    }
    default:
      throw new Refusal(400, 'UnsupportedOperation', `${operation} is not imitated here`);
  }
}
