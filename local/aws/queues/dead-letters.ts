import { randomUUID } from 'node:crypto';
import { obtain } from '../../../lib/obtain.ts';

/** A message of a dead-letter queue, as SQS keeps it. */
interface Kept {
  id: string;
  body: string;
  attributes: Record<string, string>;
  /** From when on others can receive it, ms. */
  visibleAt: number;
  /** Of its last delivery. */
  receipt: string;
}

interface Sent {
  /** The ARN of the queue that has given it up; what is sent to the dead letters directly has none. */
  source?: string;
  /** When that queue got it, ms. */
  sentAt?: number;
}

/** How many are kept in each queue; the oldest go first, as AWS lets them expire. */
const KEPT = 10_000;

/** The stack's dead-letter queues. */
export function deadLetters(tell: (queue: string, reason: string) => void) {
  const queues = new Map<string, Kept[]>();
  const find = (queue: string, receipt: string) => queues.get(queue)?.find((one) => one.receipt === receipt);
  return {
    /** The reason is for whoever watches: SQS keeps none. */
    add(queue: string, body: string, reason: string, { source, sentAt = Date.now() }: Sent = {}): void {
      const attributes = {
        SenderId: 'local',
        SentTimestamp: String(sentAt),
        ApproximateReceiveCount: '0',
        ...(source && { DeadLetterQueueSourceArn: source }),
      };
      const kept = obtain(queues, queue, (): Kept[] => []);
      kept.push({ id: randomUUID(), body, attributes, visibleAt: 0, receipt: '' });
      if (kept.length > KEPT) kept.shift();
      tell(queue, reason);
    },
    /** For what AWS would throw away. */
    drop: (functionKey: string, reason: string): void => tell(`none, ${functionKey} drops it`, reason),
    /** Hides what it gives for so many milliseconds. */
    receive(queue: string, most: number, hiddenFor: number, now = Date.now()): readonly Kept[] {
      const found = (queues.get(queue) ?? []).filter(({ visibleAt }) => visibleAt <= now).slice(0, most);
      for (const one of found) {
        one.visibleAt = now + hiddenFor;
        one.receipt = randomUUID();
        one.attributes.ApproximateReceiveCount = String(Number(one.attributes.ApproximateReceiveCount) + 1);
      }
      return found;
    },
    /** A receipt that is no longer of a message is fine, as on AWS. */
    remove(queue: string, receipt: string): void {
      const kept = queues.get(queue);
      if (kept)
        queues.set(
          queue,
          kept.filter((one) => one.receipt !== receipt),
        );
    },
    /** False if no message has this receipt. */
    hide(queue: string, receipt: string, hiddenFor: number, now = Date.now()): boolean {
      const one = find(queue, receipt);
      if (one) one.visibleAt = now + hiddenFor;
      return one !== undefined;
    },
  };
}

export type DeadLetters = ReturnType<typeof deadLetters>;
