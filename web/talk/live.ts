import { type Signal, signal } from '@preact/signals';
import type { MqttClient } from 'mqtt';
import { clientIdOf, pageClientIdOf } from '../../events/client-id.ts';
import { config } from '../config.ts';
import type { View } from '../session/session.ts';
import { current } from '../session/sign-in.ts';
import { matches } from './filter.ts';

/** A message as it came by MQTT. */
export interface Message {
  topic: string;
  payload: string;
  /** When it arrived here, ms. */
  at: number;
}
type Hear = (message: Message) => void;

/** `none` where nobody listens, or where the role may not. */
type Link = 'none' | 'connecting' | 'connected' | 'away';

const RETRY = 2000;

class Live {
  readonly link: Signal<Link> = signal<Link>('none');
  readonly #view: View;
  readonly #hearers = new Map<string, Set<Hear>>();
  #client: Promise<MqttClient | undefined> | undefined;

  constructor(view: View) {
    this.#view = view;
  }

  /** Hears what is published on topics of this filter; returns what ends that. */
  listen(filter: string, hear: Hear): () => void {
    const hearers = this.#hearers.get(filter) ?? new Set();
    hearers.add(hear);
    this.#hearers.set(filter, hearers);
    this.#client ??= this.#connect();
    if (hearers.size === 1)
      void this.#client.then((client) => client?.connected && client.subscribe(filter, { qos: 1 }));
    return () => {
      hearers.delete(hear);
      if (hearers.size > 0) return;
      this.#hearers.delete(filter);
      // whoever listens anew at once, as an effect does that runs again, keeps the subscription
      void this.#client?.then((client) => !this.#hearers.has(filter) && client?.unsubscribe(filter));
    };
  }

  async #connect(): Promise<MqttClient | undefined> {
    const [{ mqtt: url }, session] = [await config, await current(this.#view)];
    const id = session?.role === 'rider' ? session.phone_id : session?.sub;
    const clientId = session && clientIdOf(session.role, id);
    if (!session || !clientId) return undefined;
    this.link.value = 'connecting';
    const { default: mqtt } = await import('mqtt');
    const client = mqtt.connect(url, {
      // several pages of one operator are several connections
      clientId: session.role === 'operator' ? pageClientIdOf(clientId, crypto.randomUUID().slice(0, 8)) : clientId,
      username: 'console',
      password: session.token,
      reconnectPeriod: RETRY,
      resubscribe: false,
      clean: true,
      timerVariant: 'native', // the other one makes a worker of a blob, which the content security policy forbids
    });
    client.on('connect', () => {
      this.link.value = 'connected';
      for (const filter of this.#hearers.keys()) client.subscribe(filter, { qos: 1 });
    });
    client.on('close', () => {
      this.link.value = 'away';
      // the next attempt needs a token that still holds
      void current(this.#view).then((next) => next && Object.assign(client.options, { password: next.token }));
    });
    client.on('error', () => {
      // it is closed then, and tries again
    });
    client.on('message', (topic, bytes) => {
      const message = { topic, payload: new TextDecoder().decode(bytes), at: Date.now() };
      for (const [filter, hearers] of this.#hearers) {
        if (matches(filter, topic)) for (const hear of hearers) hear(message);
      }
    });
    return client;
  }
}

/** One connection a view. */
export const live = { console: new Live('console'), phone: new Live('phone') };
