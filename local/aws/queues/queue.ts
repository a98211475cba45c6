import { randomUUID } from 'node:crypto';
import { FAULTS } from '../../faults.ts';
import { COST, type Load } from '../backlog.ts';
import type { Invoke } from '../functions.ts';

/** What is in the way between a queue's message and the function: redelivery, and where the hopeless end. */
export interface QueueSettings {
  name: string;
  functionKey: string;
  batchSize: number;
  /** How often a message is delivered before it is given up. */
  deliveries: number;
  /** For how long a record of a stream is tried again, ms since it was sent. */
  patience?: number;
  /** Takes what was given up, with the reason. */
  giveUp: (given: readonly Waiting[], reason: string) => void;
}

export interface Queue extends Load {
  send(body: string, partitionKey: string): void;
  /** Resolves once nothing waits or is under way. */
  idle(): Promise<void>;
}

/** How long a batch waits for more; AWS takes a second, a laptop need not. */
export const BATCH_WINDOW = 50;
/** How long a message waits before it is delivered again, ms; AWS waits out the visibility timeout. */
export const REDELIVERY = 200 * FAULTS.slower;
/** How much shorter every wait is here; a visibility timeout is a minute. */
export const SHORTER = REDELIVERY / 60_000;
/** A batch takes no more than this, whatever serverless.yml says, so that Redis never stands still for long. */
export const HARD_CAP = 2000;

/** Lambda takes no larger event than 6 MB. */
const MOST_BYTES = 6_000_000;

/** The first of these, no more than `size` and no more than fit into one event. */
export function batchOf(messages: readonly Waiting[], size: number): Waiting[] {
  let bytes = 0;
  const end = messages.findIndex(({ body }, i) => {
    bytes += body.length + 500; // what the record's other members take
    return i >= size || (i > 0 && bytes > MOST_BYTES);
  });
  return messages.slice(0, end < 0 ? messages.length : end);
}

/** What these take while they wait. */
export const bytesOf = (messages: readonly Waiting[]): number =>
  messages.reduce((sum, { body }) => sum + body.length + COST.waiting, 0);

export interface Waiting {
  id: string;
  body: string;
  partitionKey: string;
  sentAt: number;
  deliveries: number;
}

export const waiting = (body: string, partitionKey: string, id: string = randomUUID()): Waiting => ({
  id,
  body,
  partitionKey,
  sentAt: Date.now(),
  deliveries: 0,
});

/** Calls the function with a batch; resolves to the ids that it failed, as AWS reads `batchItemFailures`. */
export async function deliver(invoke: Invoke, functionKey: string, event: unknown, ids: string[]): Promise<Failures> {
  try {
    const result = (await invoke(functionKey, event)) as
      | { batchItemFailures?: { itemIdentifier?: string }[] }
      | undefined;
    const failed = new Set((result?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
    const unknown = [...failed].some((id) => !id || !ids.includes(id));
    const reason = unknown
      ? 'the function reported an id that was not in the batch'
      : 'the function reported it as failed';
    return { ids: unknown ? new Set(ids) : (failed as Set<string>), reason, isReported: !unknown };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ids: new Set(ids), reason, isReported: false };
  }
}

export interface Failures {
  ids: Set<string>;
  reason: string;
  /** Whether the function named these, rather than failing as a whole. */
  isReported: boolean;
}
