import type { Registered } from './register.ts';

/** The laptop's default; the console knows the broker's WebSocket alone. */
const PLAIN_PORT = 1883;

/** Where a device finds the broker, as options of mosquitto_pub; `broker` is its address for WebSockets. */
function brokerOptions(broker: string): string {
  const { protocol, hostname } = new URL(broker);
  return protocol === 'wss:'
    ? `-h ${hostname} -p 443 --tls-alpn mqtt --cafile AmazonRootCA1.pem`
    : `-h ${hostname} -p ${PLAIN_PORT}`;
}

/** What connects as the device and reports that it is well, for a shell. Ids and keys hold nothing that a shell reads. */
export const tryLine = ({ device_id, key }: Pick<Registered, 'device_id' | 'key'>, broker: string): string =>
  `mosquitto_pub ${brokerOptions(broker)} -i ${device_id} -u ${device_id} -P ${key} -q 1 \\
  -t devices/${device_id}/state -m '{ "seq": 1, "boot": "b1", "at": '$(date +%s)000', "battery": 0.9 }'`;

/** What hears its commands. */
export const listenLine = ({ device_id, key }: Pick<Registered, 'device_id' | 'key'>, broker: string): string =>
  `mosquitto_sub ${brokerOptions(broker)} -i ${device_id} -u ${device_id} -P ${key} -q 1 -v \\
  -t 'devices/${device_id}/commands/+'`;
