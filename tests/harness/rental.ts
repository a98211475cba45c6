import type { MqttClient } from 'mqtt';
import { issue } from '../../local/aws/issuer.ts';
import { bodyOf, type Schema } from '../../local/fleet/client.ts';
import { credit } from '../../local/fleet/operator.ts';
import { asOperator, client } from './client.ts';
import { eventually } from './eventually.ts';
import { messageFaults } from './held.ts';
import { api, connect, type Reply } from './stack.ts';
import { unique } from './unique.ts';

// biome-ignore lint/suspicious/noExplicitAny: a message is whatever was published
type Heard = { topic: string; payload: any };

/** An MQTT client that remembers all it hears below its own branch. */
export interface Listener {
  client: MqttClient;
  heard: Heard[];
  /** The first message whose topic matches, waited for. */
  hear(topic: RegExp): Promise<Heard['payload']>;
}

/** Of the test file that has imported this one. */
const open: MqttClient[] = [];
afterAll(() => Promise.all(open.map((client) => client.endAsync(true))));

const faults: string[] = [];
afterEach(() => expect(faults.splice(0)).toEqual([]));

async function listening(client: MqttClient, filter: string): Promise<Listener> {
  open.push(client);
  const heard: Heard[] = [];
  client.on('message', (topic, payload) => {
    if (topic.includes('/requests/')) return; // its own
    const message = { topic, payload: JSON.parse(payload.toString()) };
    faults.push(...messageFaults(topic, message.payload));
    heard.push(message);
  });
  await client.subscribeAsync(filter, { qos: 1 });
  const hear = (topic: RegExp) =>
    eventually(() => {
      const found = heard.find((one) => topic.test(one.topic));
      if (!found) throw new Error(`nothing heard on ${topic}: ${JSON.stringify(heard)}`);
      return found.payload;
    });
  return { client, heard, hear };
}

export interface TestDevice extends Listener {
  id: string;
  code: string;
  answer(
    command: { command_id: string; fence: number },
    outcome: 'done' | 'refused',
    reason?: string,
  ): Promise<unknown>;
  report(state: object): Promise<unknown>;
}

/** A registered device with a connection. */
export async function connectedDevice(body: Partial<Schema<'DeviceBody'>> = {}): Promise<TestDevice> {
  const id = unique('device');
  const params = { path: { device_id: id } };
  const { code } = await bodyOf(
    asOperator().PUT('/v1/devices/{device_id}', { params, body: { kind: 'bike', ...body } }),
  );
  const listener = await listening(await connect(id), `devices/${id}/commands/+`);
  await online(id, true);
  const send = (topic: string, payload: object) =>
    listener.client.publishAsync(`devices/${id}/${topic}`, JSON.stringify(payload), { qos: 1 });
  let seq = 0;
  return {
    ...listener,
    id,
    code,
    answer: ({ command_id, fence }, outcome, reason) =>
      send(`commands/${command_id}/result`, { command_id, outcome, fence, at: Date.now(), ...(reason && { reason }) }),
    report: (state) => send('state', { seq: ++seq, boot: 'b', at: Date.now(), ...state }),
  };
}

export const online = (id: string, is: boolean) => eventually(async () => expect((await deviceOf(id)).online).toBe(is));

/** A device as operators see it. */
export const deviceOf = (device_id: string) =>
  bodyOf(asOperator().GET('/v1/devices/{device_id}', { params: { path: { device_id } } }));

export interface Rider {
  account: string;
  phone: string;
  token: string;
  call(path: string, request?: Parameters<typeof api>[1]): Promise<Reply>;
  rent(code: string, headers?: Record<string, string>): Promise<Reply>;
  /** The rest is for what succeeds; a refusal rejects. */
  statement(): Promise<Schema<'Statement'>>;
  rentals(): Promise<Schema<'RentalView'>[]>;
  rental(rental_id: string): Promise<Schema<'RentalView'>>;
  release(rental_id: string): Promise<Schema<'RentalView'>>;
}

/** An account with money, and a phone of its own. */
export async function rider(balance = 10_000, limits: Partial<Schema<'AccountBody'>> = {}): Promise<Rider> {
  const account = unique('account');
  const phone = unique('phone');
  const operator = asOperator();
  const params = { path: { account_id: account } };
  await operator.PUT('/v1/accounts/{account_id}', { params, body: { currency: 'CNY', ...limits } });
  if (balance > 0) await credit(operator, account, balance);
  const claims = { sub: account, role: 'rider', phone_id: phone };
  const token = await issue(claims, 24 * 3600); // a test's clock may go on
  const ask = client(claims, token);
  const of = (rental_id: string) => ({ params: { path: { rental_id } } });
  const call: Rider['call'] = (path, request = {}) => api(path, { token, ...request });
  const rent: Rider['rent'] = (code, headers = {}) =>
    call('/v1/rentals', { method: 'POST', body: { code, phone_id: phone }, headers });
  return {
    account,
    phone,
    token,
    call,
    rent,
    statement: () => bodyOf(ask.GET('/v1/account')),
    rentals: async () => (await bodyOf(ask.GET('/v1/rentals'))).rentals,
    rental: (id) => bodyOf(ask.GET('/v1/rentals/{rental_id}', of(id))),
    release: (id) => bodyOf(ask.POST('/v1/rentals/{rental_id}/release', of(id))),
  };
}

/** The rider's phone on the broker. */
export async function connectedPhone({ phone, token }: Rider): Promise<Listener> {
  return listening(await connect(phone, 'rider', { password: token }), `phones/${phone}/#`);
}
