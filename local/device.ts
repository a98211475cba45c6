import mqtt, { type MqttClient } from 'mqtt';
import { issue } from './issuer.ts';

const DAY = 86_400;

export interface DeviceConnection {
  id: string;
  publish(topic: string, payload: unknown): Promise<void>;
  close(): Promise<void>;
}

/** A device on a broker; without a password of its own it gets a token of the laptop's issuer. Rejects when refused. */
export async function connectDevice(id: string, broker: string, password?: string): Promise<DeviceConnection> {
  const client: MqttClient = await mqtt.connectAsync(
    broker,
    {
      clientId: id,
      username: id,
      password: password ?? (await issue({ sub: id, role: 'device' }, DAY)),
      reconnectPeriod: 1000,
    },
    false,
  );
  return {
    id,
    publish: async (topic, payload) => {
      await client.publishAsync(topic, JSON.stringify(payload), { qos: 1 });
    },
    close: () => client.endAsync(),
  };
}
