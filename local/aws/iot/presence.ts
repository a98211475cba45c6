import { randomUUID } from 'node:crypto';

/** Why a connection ended, in AWS's words. */
export type DisconnectReason =
  | 'AUTH_ERROR'
  | 'CLIENT_ERROR'
  | 'CLIENT_INITIATED_DISCONNECT'
  | 'CONNECTION_LOST'
  | 'CUSTOMAUTH_TTL_EXPIRATION'
  | 'DUPLICATE_CLIENTID'
  | 'MQTT_KEEP_ALIVE_TIMEOUT'
  | 'SERVER_INITIATED_DISCONNECT';

export interface Connection {
  clientId: string;
  principal: string;
  ipAddress: string;
  sessionIdentifier: string;
  versionNumber: number;
}

export interface LifecycleEvent {
  topic: string;
  payload: string;
}

/** An hour after a client has gone AWS forgets how often it came. */
const FORGOTTEN_AFTER = 60 * 60 * 1000;

/**
 * Numbers connections, each client's from `first` on, and words their events
 * (https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html).
 */
export function presence(first = 0) {
  const versions = new Map<string, { number: number; goneAt: number | undefined }>();

  return {
    connected(
      client: Pick<Connection, 'clientId' | 'principal' | 'ipAddress'>,
      now: number,
    ): [Connection, LifecycleEvent] {
      const known = versions.get(client.clientId);
      const isForgotten = !known || (known.goneAt !== undefined && now - known.goneAt > FORGOTTEN_AFTER);
      const versionNumber = isForgotten ? first : known.number + 1;
      versions.set(client.clientId, { number: versionNumber, goneAt: undefined });
      const connection = { ...client, versionNumber, sessionIdentifier: randomUUID() };
      return [connection, event('connected', connection, now, { ipAddress: client.ipAddress })];
    },

    disconnected(connection: Connection, reason: DisconnectReason, now: number): LifecycleEvent {
      const known = versions.get(connection.clientId);
      if (known?.number === connection.versionNumber) known.goneAt = now;
      return event('disconnected', connection, now, {
        clientInitiatedDisconnect: reason === 'CLIENT_INITIATED_DISCONNECT',
        disconnectReason: reason,
      });
    },
  };
}

function event(
  eventType: 'connected' | 'disconnected',
  connection: Connection,
  timestamp: number,
  more: object,
): LifecycleEvent {
  const { clientId, sessionIdentifier, principal: principalIdentifier, versionNumber } = connection;
  return {
    topic: `$aws/events/presence/${eventType}/${clientId}`,
    payload: JSON.stringify({
      clientId,
      timestamp,
      eventType,
      sessionIdentifier,
      principalIdentifier,
      ...more,
      versionNumber,
    }),
  };
}
