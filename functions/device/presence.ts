import { script } from '../../lib/script.ts';
import { MINUTE } from '../../lib/time.ts';
import { keys } from './keys.ts';
import presenceLua from './presence.lua';
import { recordParts } from './record.ts';
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

/** Whether the event was news, and the rollout that the device is a target of. */
interface Applied {
  applied: boolean;
  rollout?: string;
}

const presenceScript = /* @__PURE__ */ script<'device' | 'rentable' | 'facts', PresenceInput, Applied>(presenceLua, [
  rentable,
  ...recordParts,
]);

/** Applies an event; nothing is applied if a newer one is known already. */
export const applyPresence = (device_id: string, lifecycle: Lifecycle): Promise<Applied> =>
  presenceScript(
    { ...rentableKeys(), device: keys.device(device_id) },
    { device_id, ...lifecycle, forgotten: FORGOTTEN },
  );
