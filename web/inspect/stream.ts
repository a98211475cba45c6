import { type Signal, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { live, type Message } from '../talk/live.ts';

export interface Heard extends Message {
  /** In the order of arrival. */
  number: number;
}

/** So many are kept; the oldest go first. */
const MOST = 500;
/** What arrives is shown together, so often; ms. */
const EVERY = 200;

/** The newest messages of a filter, the newest first. Those of another filter are gone. */
export function useStream(filter: string): { messages: Signal<readonly Heard[]>; clear: () => void } {
  useEffect(() => {
    messages.value = [];
    if (!filter) return;
    let arrived: Heard[] = [];
    const stop = live.console.listen(filter, (message) => {
      arrived.push({ ...message, number: next++ });
    });
    const timer = setInterval(() => {
      if (arrived.length === 0) return;
      messages.value = [...arrived.toReversed(), ...messages.value].slice(0, MOST);
      arrived = [];
    }, EVERY);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [filter]);
  return { messages, clear };
}

const messages = signal<readonly Heard[]>([]);
let next = 1;
const clear = () => {
  messages.value = [];
};
