import { matches } from '../iot-sql/index.ts';
import type { Permit } from './authorizer.ts';
import type { Connection, DisconnectReason } from './presence.ts';

/** One MQTT connection: what it may do, what it listens to, and why it will have ended. */
export interface Session {
  permit: Permit;
  connection: Connection | undefined;
  filters: Set<string>;
  endReason: DisconnectReason | undefined;
  timers: NodeJS.Timeout[];
}

export const newSession = (permit: Permit): Session => ({
  permit,
  connection: undefined,
  filters: new Set(),
  endReason: undefined,
  timers: [],
});

/**
 * Whether a message may reach this client. Beyond the policy, which is asked for every delivery, AWS's filters differ
 * from plain MQTT: `a/#` does not take `a`, and retained messages come to filters without wildcards alone.
 */
export function mayReceive(
  { permit, filters }: Session,
  { topic, retain }: { topic: string; retain: boolean },
): boolean {
  const isWanted = retain ? filters.has(topic) : [...filters].some((filter) => matches(filter, topic));
  return isWanted && permit.may('Receive', topic);
}

/** Asks for a new permit when the old one is due, and ends the session when its time is over or it gets none. */
export function keepUp(session: Session, renew: () => Promise<Permit>, end: (reason: DisconnectReason) => void): void {
  const refresh = async () => {
    try {
      session.permit = await renew();
      session.timers[0] = setTimeout(() => void refresh(), session.permit.refreshAfter).unref();
    } catch {
      end('AUTH_ERROR');
    }
  };
  session.timers = [
    setTimeout(() => void refresh(), session.permit.refreshAfter).unref(),
    setTimeout(() => end('CUSTOMAUTH_TTL_EXPIRATION'), session.permit.disconnectAfter).unref(),
  ];
}
