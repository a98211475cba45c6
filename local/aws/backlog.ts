import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Of so many bytes at once the stack takes care, whoever sent them. It is the work that waits that fills the memory, not
 * how fast one connection is, so that there is no limit of rate.
 */
const MOST = 16 * 1024 * 1024;
/** What a message costs beside its bytes while it waits, and while a function runs for it alone. */
export const COST = { waiting: 1024, running: 20 * 1024 };
/** So many messages are taken before others, as those who read over HTTP, have their turn. */
const A_TURN = 50;
/** Ms. */
const LOOK_AGAIN = 10;

/** What can tell how much it still has to do, in bytes. */
export interface Load {
  bytes(): number;
}

/** What the stack has taken and not done yet. */
export function backlog(loads: readonly Load[]) {
  const held: (() => void)[] = [];
  const bytes = () => {
    let sum = 0;
    for (const load of loads) sum += load.bytes();
    return sum;
  };
  let [isDue, left] = [false, A_TURN];
  const hasRoom = () => left > 0 && bytes() < MOST;
  const admit = () => {
    [isDue, left] = [false, A_TURN];
    let admitted = 0;
    for (; admitted < held.length && hasRoom(); admitted++, left--) held[admitted]!();
    held.splice(0, admitted);
    if (held.length > 0) plan(left === 0);
  };
  const plan = (soon: boolean) => {
    if (isDue) return;
    isDue = true;
    if (soon) setImmediate(admit);
    else setTimeout(admit, LOOK_AGAIN).unref();
  };
  return {
    /** Calls back when there is room, at once if there is; in the order in which it was asked. */
    whenRoom(go: () => void): void {
      plan(true);
      if (held.length === 0 && hasRoom()) {
        left -= 1;
        go();
      } else held.push(go);
    },
    /** Waits until all is done, but no longer than so many ms; gives how many bytes are left. */
    async done(patience: number): Promise<number> {
      for (const until = Date.now() + patience; bytes() > 0 && Date.now() < until; ) await sleep(LOOK_AGAIN);
      return bytes();
    },
  };
}

/** Counts what begins and ends. */
export function meter(): Load & { add(bytes: number): () => void } {
  let sum = 0;
  return {
    bytes: () => sum,
    add: (bytes) => {
      sum += bytes;
      return () => {
        sum -= bytes;
      };
    },
  };
}
