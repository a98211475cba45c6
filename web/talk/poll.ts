import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Refused } from './refused.ts';

/** What was read last, and what became of the newest attempt. `value` stays while reading fails; `error` says why it does. */
export interface Polled<Value> {
  value?: Value;
  /** When `value` was read, ms. */
  at?: number;
  error?: Error;
}

/** How soon what got no answer is asked again, ms. */
const RETRY = 5000;

const isAway = (error: unknown) => error instanceof Refused && error.status === 0;

/**
 * Reads now and again every so many milliseconds, after one read is over and while the page can be seen; `deps` say when
 * it is something else that is read. Reading once is `every` of Infinity. What got no answer is asked again soon.
 */
export function usePoll<Value>(
  load: () => Promise<Value>,
  every: number,
  deps: readonly unknown[],
): { polled: Signal<Polled<Value>>; again: () => void } {
  const poll = useMemo(() => start(load, every), deps);
  useEffect(() => {
    poll.run();
    return poll.stop;
  }, [poll]);
  return poll;
}

function start<Value>(load: () => Promise<Value>, every: number) {
  const polled = signal<Polled<Value>>({});
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  async function run() {
    clearTimeout(timer);
    turn += 1;
    const mine = turn;
    try {
      const value = await load();
      if (mine === turn) polled.value = { value, at: Date.now() };
    } catch (error) {
      if (mine === turn) polled.value = { ...polled.peek(), error: error as Error };
    }
    const wait = isAway(polled.peek().error) ? Math.min(every, RETRY) : every;
    if (mine === turn && wait !== Number.POSITIVE_INFINITY) timer = setTimeout(whenSeen, wait);
  }
  function whenSeen() {
    if (document.visibilityState === 'visible') void run();
    else document.addEventListener('visibilitychange', runAgain, { once: true });
  }
  const runAgain = () => void run();
  return {
    polled,
    run: runAgain,
    again: runAgain,
    stop: () => {
      turn = -1;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', runAgain);
    },
  };
}
