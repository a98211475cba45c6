import { readFileSync } from 'node:fs';
import mqtt, { type IClientOptions } from 'mqtt';
import { type Broker, startBroker } from '../../../../local/aws/iot/broker.ts';
import { CERTIFICATE } from '../../../../local/aws/iot/tls.ts';
import { freePort } from '../../../../local/ports.mjs';
import { permit } from '../../../harness/broker.ts';

let other: Broker;
let tlsPort: number;
let said: string[];

beforeAll(async () => {
  said = [];
  tlsPort = await freePort();
  const fronts = { mqttPort: await freePort(), wsPort: await freePort(), tlsPort };
  const say = (line: string) => void said.push(line);
  other = await startBroker({
    ...fronts,
    whenRoom: (go) => go(),
    permitFor: async () => permit(),
    onMessage: () => {},
    say,
  });
});
afterAll(() => other.close());

const connect = (host: string, options: IClientOptions) => {
  const ca = readFileSync(CERTIFICATE);
  const more = { ca, clientId: 'bike', reconnectPeriod: 0, connectTimeout: 2000, ...options };
  return mqtt.connectAsync(`mqtts://${host}:${tlsPort}`, more, false);
};

test('a client that names the protocol mqtt is let in', async () => {
  const client = await connect('localhost', { ALPNProtocols: ['mqtt'] });
  expect(client.connected).toBe(true);
  await client.endAsync();
});

test.each([
  ['the ALPN protocol mqtt', 'localhost', {}],
  ['SNI', '127.0.0.1', { ALPNProtocols: ['mqtt'] }],
])('without %s it is sent away', async (what, host, options) => {
  await expect(connect(host, options)).rejects.toThrow();
  expect(said).toContain(`a TLS connection without ${what} is ended, as AWS would`);
});
