import { matches } from '@skein/iot-sql';
import type { Permit } from './authorizer.ts';
import type { Connection, DisconnectReason } from './presence.ts';

/** One MQTT connection: what it may do, what it listens to, and why it will have ended. */
export interface Session {
  permit: Permit;
  connection: Connection | undefined;
  filters: Set<string>;
  endReason: DisconnectReason | undefined;
  isOver: boolean;
  timers: NodeJS.Timeout[];
}

export const newSession = (permit: Permit): Session => ({
  permit,
  connection: undefined,
  filters: new Set(),
  endReason: undefined,
  isOver: false,
  timers: [],
});

/**
 * Whether a message may reach this client. Beyond the policy, which is asked for every delivery, AWS's filters differ
 * from plain MQTT: `a/#` does not take `a`.
 */
export function mayReceive({ permit, filters }: Session, { topic }: { topic: string }): boolean {
  if (topic.startsWith('$aws/rules/')) return false; // Basic Ingest is for rules alone
  const isWanted = [...filters].some((filter) => matches(filter, topic));
  return isWanted && permit.may('Receive', topic);
}

/** Asks for a new permit when the old one is due, and ends the session when its time is over or it gets none. */
export function keepUp(session: Session, renew: () => Promise<Permit>, end: (reason: DisconnectReason) => void): void {
  const refresh = async () => {
    try {
      session.permit = await renew();
      if (session.isOver) return;
      session.timers[0] = setTimeout(() => void refresh(), session.permit.refreshAfter).unref();
    } catch {
      if (!session.isOver) end('AUTH_ERROR');
    }
  };
  session.timers = [
    setTimeout(() => void refresh(), session.permit.refreshAfter).unref(),
    setTimeout(() => end('CUSTOMAUTH_TTL_EXPIRATION'), session.permit.disconnectAfter).unref(),
  ];
}
