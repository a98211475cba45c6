import mqtt, { type MqttClient } from 'mqtt';
import { clientIdOf } from '../../events/client-id.ts';
import type { Role } from '../../events/roles.ts';
import { issue, type TokenClaims } from '../aws/issuer.ts';

const DAY = 86_400;

/** AWS IoT asks on port 443 by this protocol name whether passwords are meant; without TLS it has no effect. */
const OVER_TLS = { ALPNProtocols: ['mqtt'] };

type Claims = TokenClaims & { role: Role };

export interface DeviceConnection {
  id: string;
  publish(topic: string, payload: unknown): Promise<void>;
  /** Hears the JSON objects of these topics, also after a new connection. */
  subscribe(filters: string[], hear: (topic: string, payload: object) => void): Promise<void>;
  close(): Promise<void>;
}

/** A device on a broker; without a password of its own it gets a token of the laptop's issuer. Rejects when refused. */
export const connectDevice = (id: string, broker: string, password?: string): Promise<DeviceConnection> =>
  connect(id, broker, { sub: id, role: 'device' }, password);

/** A rider's phone on a broker. */
export const connectPhone = (id: string, account: string, broker: string, password?: string) =>
  connect(id, broker, { sub: account, role: 'rider', phone_id: id }, password);

async function connect(id: string, broker: string, claims: Claims, password?: string): Promise<DeviceConnection> {
  const client: MqttClient = await mqtt.connectAsync(
    broker,
    {
      clientId: clientIdOf(claims.role, id)!,
      username: id,
      password: password ?? (await issue(claims, DAY)),
      reconnectPeriod: 1000,
      ...OVER_TLS,
    },
    false,
  );
  client.on('error', () => {}); // it connects again by itself; who publishes meanwhile waits
  return {
    id,
    publish: async (topic, payload) => {
      await client.publishAsync(topic, JSON.stringify(payload), { qos: 1 });
    },
    subscribe: async (filters, hear) => {
      client.on('message', (topic, payload) => {
        const value = parsed(payload);
        if (typeof value === 'object' && value !== null) hear(topic, value);
      });
      await client.subscribeAsync(filters, { qos: 1 });
    },
    close: () => client.endAsync(),
  };
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    return undefined; // not meant for us
  }
}
