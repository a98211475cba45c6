import type { Use } from '../bill.ts';
import { A_DAY, GB, LOG } from '../counts.ts';

interface Calls {
  by: string;
  /** A day. */
  times: number;
  /** ms in all, in a day. */
  ms: number;
  /** MB */
  memory: number;
  /** Lines of our own in the log, a day. */
  lines?: number;
}

/** What calls of functions use: requests, GB-seconds, and the log that they write. */
export const callsOf = ({ by, times, ms, memory, lines = 0 }: Calls): Use[] => [
  { price: 'invocation', by, quantity: times },
  { price: 'compute', by, quantity: (ms / 1000) * (memory / 1024) },
  { price: 'log', by, quantity: (times * LOG.call + lines * LOG.line) / GB },
];

/** How many instances of a function are busy at once on average, at least one. */
export const instancesFor = (ms: number): number => Math.max(1, Math.ceil(ms / 1000 / A_DAY.seconds));
