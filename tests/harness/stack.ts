import mqtt, { type MqttClient } from 'mqtt';
import { clientIdOf } from '../../events/client-id.ts';
import type { Addresses } from '../../local/addresses.ts';
import { issue } from '../../local/aws/issuer.ts';
import { holdAnswer } from './held.ts';

/** The running stack's addresses. */
export const stack = (): Addresses => JSON.parse(process.env.SKEIN_TEST_STACK!) as Addresses;

export type Role = 'operator' | 'partner' | 'rider' | 'device';

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the API says
  json: any;
}

interface Request {
  role?: Role | undefined;
  token?: string | undefined;
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One request to the API, whose answer is held to the contract; with a role it carries a token of that role. */
export async function api(path: string, request: Request = {}, addresses = stack()): Promise<Reply> {
  const { role, token, method = 'GET', body, headers = {} } = request;
  const bearer = token ?? (role && (await issue({ sub: `a-${role}`, role, phone_id: 'a-phone' })));
  const response = await fetch(`${addresses.http}${path}`, {
    method,
    headers: {
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  holdAnswer(method, path, { status: response.status, contentType: response.headers.get('content-type'), text });
  const isJson = text !== '' && response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
}

/** An MQTT client as this role, with the client id that its token is for. */
export async function connect(
  id: string,
  role: Role = 'device',
  options: mqtt.IClientOptions = {},
): Promise<MqttClient> {
  const password = await issue({ sub: id, role, phone_id: id });
  return mqtt.connectAsync(
    stack().mqtt,
    { clientId: clientIdOf(role, id)!, username: id, password, reconnectPeriod: 0, connectTimeout: 5000, ...options },
    false,
  );
}
