import { redis } from '../../lib/redis.ts';
import { script } from '../../lib/script.ts';
import { strings } from '../../lib/strings.ts';
import { keys } from './keys.ts';
import usedLua from './used.lua';

/** What a device says that a meter of it has counted for a rental. */
export interface Count {
  device_id: string;
  rental_id: string;
  meter: string;
  /** The total so far, in whole units. */
  quantity: number;
  /** Nothing follows. */
  final: boolean;
  /** By the clock of the device, ms. */
  from?: number;
  to?: number;
}

export type CountOutcome = 'kept' | 'due' | 'unknown' | 'device_differs' | 'meter_differs';

/** What is known of a rental's use. */
export interface Used {
  device_id: string;
  meter: string;
  quantity: number;
  /** How much flows a second. */
  rate?: number;
}

const usedScript = /* @__PURE__ */ script<never, { entries: Omit<Count, 'rental_id'>[] }, CountOutcome[]>(usedLua, [
  strings,
]);

/**
 * Takes what meters have counted; at most one count for each rental, device and meter. What is `due` is for settleUsed,
 * and comes back as due with each further count until that is done.
 */
export const takeCounts = (counts: readonly Count[]): Promise<CountOutcome[]> =>
  usedScript(
    { rest: counts.map(({ rental_id }) => keys.used(rental_id)) },
    { entries: counts.map(({ rental_id: _, ...entry }) => entry) },
  );

/** What a rental has used, while it is active and for some days after; undefined where no meter counts. */
export async function readUsed(rentalId: string): Promise<Used | undefined> {
  const text = (await redis().get(keys.used(rentalId))) as string | null;
  return text === null ? undefined : (JSON.parse(text) as Used);
}
