import type { RejectionCount, RejectionSample } from '../../events/rejection/rejection.ts';
import { wordsFor } from '../words.ts';
import type { Heard } from './stream.ts';

export interface Rejections {
  counts: RejectionCount[];
  samples: RejectionSample[];
}

/** What a device says by the part of its topic, and as a rejection names it. */
const SAID: Record<string, string> = {
  crowd: 'crowd',
  state: 'state',
  events: 'events',
  result: 'results',
  usage: 'usage',
};

export interface Outcome {
  text: string;
  isBad: boolean;
  details?: string[];
}

/** What a message says by its topic, as a rejection would name it. */
export const saidIn = (topic: string): string | undefined => SAID[topic.split('/').at(-1)!];

/** What became of a message that nothing can be held against, as it is no report. */
export function outcomeOfOther({ topic, payload }: Pick<Heard, 'topic' | 'payload'>): Outcome {
  const [, , what] = topic.split('/');
  if (what === 'rejections') {
    const count = countIn(payload);
    return {
      text: `The device was told of ${count} ${count === 1 ? 'fault' : 'faults'} in what it has said.`,
      isBad: true,
    };
  }
  if (what === 'raw') return { text: 'Rules make reports of it, which the API counts by rule.', isBad: false };
  return { text: 'It is for the device, or for who watches it; nothing is made of it.', isBad: false };
}

/**
 * What became of a report, by what the API keeps of the device's messages that did not count: some of each day, the
 * newest, with their beginning.
 */
export function outcomeOf(message: Pick<Heard, 'topic' | 'payload' | 'at'>, { counts, samples }: Rejections): Outcome {
  const said = saidIn(message.topic);
  const refused = samples.filter((one) => one.said === said && isOf(one.text, message.payload));
  if (refused.length > 0) {
    const details = refused.map(({ reason, detail }) => `${wordsFor(reason)} ${detail}`.trim());
    return { text: 'It did not count:', isBad: true, details: [...new Set(details)] };
  }
  const rejected = counts.reduce((sum, { count }) => sum + count, 0);
  if (rejected > samples.length && samples.every(({ received_at }) => received_at >= message.at))
    return { text: 'Nobody knows any more: newer rejections are kept in place of those of its time.', isBad: false };
  return { text: 'It counts: it is not among what was rejected.', isBad: false };
}

/** What a rule adds of the topic. */
const ADDED = new Set(['device_id', 'command_id']);

/** A sample is cut, or was read and written again with what its rule adds. */
function isOf(sample: string, payload: string): boolean {
  const beginning = sample.replace(/\uFFFD+$/u, '');
  if (beginning === '' ? payload === sample : payload.startsWith(beginning)) return true;
  const [kept, given] = [jsonIn(sample), jsonIn(payload)];
  return (
    kept !== undefined &&
    given !== undefined &&
    Object.keys(kept).every((name) => ADDED.has(name) || name in given) &&
    Object.entries(given).every(([name, value]) => JSON.stringify(kept[name]) === JSON.stringify(value))
  );
}

function countIn(payload: string): number {
  const count = jsonIn(payload)?.count;
  return typeof count === 'number' ? count : 0;
}

function jsonIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
