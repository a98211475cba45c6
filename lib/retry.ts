import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does something, and does it again after each of these pauses (ms) while it fails in a way that may pass. Rejects with
 * the last failure. What is done must bear being done several times.
 */
export async function retry<T>(
  pauses: readonly number[],
  work: () => Promise<T>,
  mayPass: (error: Error) => boolean,
): Promise<T> {
  for (let failed = 0; ; failed++) {
    try {
      return await work();
    } catch (error) {
      const pause = pauses[failed];
      if (pause === undefined || !mayPass(error as Error)) throw error;
      await sleep(pause);
    }
  }
}
