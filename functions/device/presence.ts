import { script } from '../../lib/script.ts';
import { MINUTE } from '../../lib/time.ts';
import { keys } from './keys.ts';
import presenceLua from './presence.lua';

/**
 * AWS forgets a client's version number about an hour after it has gone, and events are late by seconds: events further
 * apart than this are told apart by their time.
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

const presenceScript = /* @__PURE__ */ script<'device', Lifecycle & { forgotten: number }, boolean>(presenceLua);

/** Takes an event in; whether the device is now known to be what it says. */
export const applyPresence = (id: string, lifecycle: Lifecycle): Promise<boolean> =>
  presenceScript({ device: keys.device(id) }, { ...lifecycle, forgotten: FORGOTTEN });
