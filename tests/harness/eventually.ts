import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `check` holds, asking again and again; rejects with the last failure after a while. */
export async function eventually<T>(check: () => Promise<T> | T, patience = 15_000): Promise<T> {
  for (const deadline = Date.now() + patience; ; await sleep(50)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
