import { A_DAY, POLLERS, SHARDS } from './counts.ts';
import type { Deployed } from './deployed.ts';
import type { Fleet } from './fleet.ts';

type Queue = Pick<Deployed['queues'][number], 'batch' | 'window'>;

/**
 * How many batches a day hold these messages, if they come evenly. A reader waits for the batch to fill, no longer than
 * its window. Of an SQS queue there are five readers at least, each with a batch of its own; of a stream one a shard.
 */
export function batchesADay(ingest: Fleet['ingest'], { batch, window }: Queue, messages: number): number {
  const perSecond = messages / A_DAY.seconds;
  const readers = ingest === 'sqs' ? POLLERS.least : shardsFor(perSecond);
  const full = perSecond / batch;
  const inTime = readers / Math.max(window, 1);
  return Math.min(messages, A_DAY.seconds * Math.max(full, Math.min(inTime, perSecond)));
}

/** How many shards carry so many records a second, with room for a peak; a stream on demand has `SHARDS.least`. */
export const shardsFor = (perSecond: number, least: number = SHARDS.least): number =>
  Math.max(least, Math.ceil((perSecond * SHARDS.room) / SHARDS.records));

/** How many of `all` are met by `picks` that each hit any of them, on average; the number of picks where all are many. */
export function distinct(picks: number, all: number): number {
  if (picks <= 0 || all <= 0) return 0;
  if (picks <= 1) return picks;
  return all * -Math.expm1(picks * Math.log1p(-1 / Math.max(all, 1 + 1e-9)));
}
