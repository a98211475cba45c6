import { script } from '../../lib/script.ts';
import { MINUTE } from '../../lib/time.ts';
import { keys } from './keys.ts';
import presenceLua from './presence.lua';
import { rentable, rentableKeys } from './rentable.ts';

/**
 * AWS forgets a client's version number about an hour after it has disconnected, and events are late by seconds: events
 * further apart than this are ordered by their time.
 */
const FORGOTTEN = 10 * MINUTE;

/** The beginning or end of a connection. */
export interface Lifecycle {
  online: boolean;
  session: string;
  version: number;
  /** ms */
  at: number;
}

interface PresenceInput extends Lifecycle {
  device_id: string;
  forgotten: number;
}

const presenceScript = /* @__PURE__ */ script<'device' | 'rentable' | 'facts', PresenceInput, boolean>(presenceLua, [
  rentable,
]);

/** Applies an event; resolves to false if a newer one is known already. */
export const applyPresence = (device_id: string, lifecycle: Lifecycle): Promise<boolean> =>
  presenceScript(
    { ...rentableKeys(), device: keys.device(device_id) },
    { device_id, ...lifecycle, forgotten: FORGOTTEN },
  );
