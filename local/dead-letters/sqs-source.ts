import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { slices } from '../../lib/slices.ts';
import { type Letter, letterOf } from './letter.ts';
import type { Batch, Source } from './source.ts';

/** In seconds: how long letters are out of others' sight if this process dies before it gives them back. */
const HELD = 300;
/** SQS takes no more in one call. */
const MOST = 10;
/** After so many answers with nothing new all has been seen: what was held for too long comes again. */
const ENOUGH_REPEATED = 10;

/** The letters of a dead-letter queue. Reading hides them from others, until they are given back at the end. */
export function sqsSource(queue: string, QueueUrl: string, sqs: SQSClient): Source {
  return {
    queue,
    async *batches() {
      /** The receipts of the letters that are held, by id. */
      const held = new Map<string, string>();
      const seen = new Set<string>();
      try {
        for (let repeated = 0; repeated < ENOUGH_REPEATED; ) {
          const messages = await receive();
          if (messages.length === 0) return;
          const fresh = messages.filter(({ MessageId }) => !seen.has(MessageId!));
          for (const { MessageId, ReceiptHandle } of messages) {
            seen.add(MessageId!);
            held.set(MessageId!, ReceiptHandle!);
          }
          repeated = fresh.length > 0 ? 0 : repeated + 1;
          if (fresh.length > 0) yield { letters: fresh.map(read), remove: (sent) => remove(sent, held) };
        }
      } finally {
        await giveBack([...held.values()]);
      }
    },
  };

  async function receive(): Promise<Message[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: MOST,
        VisibilityTimeout: HELD,
        WaitTimeSeconds: 1, // asks all of SQS's servers, not some
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  }

  function read({ MessageId, Body, Attributes = {} }: Message): Letter {
    return letterOf(queue, { id: MessageId!, body: Body!, attributes: Attributes });
  }

  async function remove(sent: readonly Letter[], held: Map<string, string>): ReturnType<Batch['remove']> {
    const Entries = sent.map(({ id }, i) => ({ Id: String(i), ReceiptHandle: held.get(id)! }));
    const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    const failed = new Set(Failed.map(({ Id }) => sent[Number(Id)]!.id));
    for (const { id } of sent) if (!failed.has(id)) held.delete(id);
    return failed;
  }

  async function giveBack(receipts: string[]): Promise<void> {
    for (const some of slices(receipts, MOST)) {
      const Entries = some.map((ReceiptHandle, i) => ({ Id: String(i), ReceiptHandle, VisibilityTimeout: 0 }));
      await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    }
  }
}
