import { AsyncLocalStorage } from 'node:async_hooks';
import type { Chance } from './chance.ts';

/** What can happen to a request of a function: not sent, sent and not answered, answered with an error. */
const TO_REQUESTS = [
  'answers 500',
  'answers 429',
  'cut before',
  'cut after',
  'times out',
  'killed before',
  'killed after',
] as const;

/** One call of a function. Once it is killed it does nothing more, whatever it waits for. */
interface Call {
  id: string;
  requests: number;
  isDead: boolean;
  kill(): void;
}

/** Of a call that is over: whatever it waits for fails, so that it does nothing more, and keeps nobody waiting. */
const KILLED = 'it was killed';

/** The part of all requests that meet a fault, and of deliveries and steps that do. */
const RATE = { request: 0.06, delivery: 0.05 };

/** Injects faults by chance, and counts them by kind. */
export function faultsBy(chance: Chance) {
  const counts = new Map<string, number>();
  const calls = new AsyncLocalStorage<Call>();
  const state = { isOn: true, numbers: 0 };

  const count = (kind: string): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);

  /** Whether something happens now; counted if it does. */
  function happens(kind: string, part: number, ...what: (string | number)[]): boolean {
    const isSo = state.isOn && chance.is(part, kind, ...what);
    if (isSo) count(kind);
    return isSo;
  }

  return {
    counts,
    count,
    happens,
    total: (): number => [...counts.values()].reduce((sum, one) => sum + one, 0),
    heal: (): void => {
      state.isOn = false;
    },
    /** Does something in peace. */
    async without(work: () => Promise<void>): Promise<void> {
      state.isOn = false;
      await work();
      state.isOn = true;
    },
    get areOn(): boolean {
      return state.isOn;
    },
    /** Whether something is delivered in another way than it should be. */
    delivery: (kind: string, ...what: (string | number)[]): boolean => happens(kind, RATE.delivery, ...what),
    /** Runs a call of a function; rejects if it fails or is killed. */
    run<T>(door: string, work: () => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const call: Call = {
          id: `${door} ${++state.numbers}`,
          requests: 0,
          isDead: false,
          kill: () => {
            call.isDead = true;
            reject(new Error(KILLED));
          },
        };
        calls.run(call, work).then(resolve, reject);
      });
    },
    /** Does a request of the function that is called, with whatever happens to it. */
    async request<T>(send: () => Promise<T>, answer: (status: number) => T): Promise<T> {
      const call = calls.getStore();
      if (!call) return send();
      if (call.isDead) throw new Error(KILLED);
      const what = [call.id, ++call.requests];
      if (!state.isOn || !chance.is(RATE.request, 'request', ...what)) return send();
      const fault = chance.one(TO_REQUESTS, 'kind', ...what);
      count(fault);
      if (fault === 'answers 500') return answer(500);
      if (fault === 'answers 429') return answer(429);
      if (fault === 'cut before') throw new Error('ECONNRESET');
      if (fault !== 'killed before') await send().catch(() => {});
      if (fault === 'cut after') throw new Error('ECONNRESET');
      if (fault === 'times out') throw new Error('no answer within 0 ms'); // what was asked for is done
      call.kill();
      throw new Error(KILLED);
    },
  };
}

export type Faults = ReturnType<typeof faultsBy>;
