import type { AedesOptions, AuthenticateError, Client } from 'aedes';
import type { Credentials, Permit } from './authorizer.ts';
import { refusedClientId, refusedPublish, refusedSubscribe } from './limits.ts';
import type { DisconnectReason } from './presence.ts';
import { keepUp, mayReceive, newSession, type Session } from './session.ts';

export interface GateOptions {
  permitFor(credentials: Credentials): Promise<Permit>;
  say(line: string): void;
}

type Hooks = Required<
  Pick<AedesOptions, 'authenticate' | 'authorizePublish' | 'authorizeSubscribe' | 'authorizeForward'>
>;

const NOT_AUTHORIZED = 5;

/** Who may connect, publish, subscribe and hear: the permit of each connection, and what AWS takes of anybody. */
export class Gate {
  readonly #sessions = new WeakMap<Client, Session>();
  readonly #byClientId = new Map<string, Client>();
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  sessionOf(client: Client): Session | undefined {
    return this.#sessions.get(client);
  }

  /** Closes a connection, keeping the reason for its lifecycle event. */
  end(client: Client, reason: DisconnectReason, detail: string): Error {
    const session = this.#sessions.get(client);
    if (session) session.endReason ??= reason;
    this.#options.say(`mqtt: ${client.id} is disconnected, ${reason}: ${detail}`);
    return new Error(detail);
  }

  /** A connection is over; gives its session. */
  leave(client: Client): Session | undefined {
    const session = this.#sessions.get(client);
    if (this.#byClientId.get(client.id) === client) this.#byClientId.delete(client.id);
    if (session) session.isOver = true;
    for (const timer of session?.timers ?? []) clearTimeout(timer);
    return session;
  }

  /** What aedes asks. */
  readonly hooks: Hooks = {
    authenticate: (client, username, password, done) => {
      this.#admit(client, username, password).then(
        () => done(null, true),
        (error: Error) => {
          this.#options.say(`mqtt: ${client.id} may not connect: ${error.message}`);
          done(Object.assign(error, { returnCode: NOT_AUTHORIZED }) as unknown as AuthenticateError, false);
        },
      );
    },
    authorizePublish: (client, packet, done) => {
      const session = client && this.#sessions.get(client);
      if (!client || !session) return done(new Error('not connected'));
      const refused = refusedPublish(packet);
      if (refused) return done(this.end(client, 'CLIENT_ERROR', refused));
      const may = session.permit.may('Publish', packet.topic);
      const mayRetain = !packet.retain || session.permit.may('RetainPublish', packet.topic);
      if (may && mayRetain) return done(null);
      const what = may ? `retain on ${packet.topic}` : `publish to ${packet.topic}`;
      return done(this.end(client, 'AUTH_ERROR', `it may not ${what}`));
    },
    authorizeSubscribe: (client, subscription, done) => {
      const session = this.#sessions.get(client);
      if (!session) return done(new Error('not connected'));
      const others = session.filters.size - (session.filters.has(subscription.topic) ? 1 : 0);
      const refused = refusedSubscribe(subscription, others);
      if (refused) return done(this.end(client, 'CLIENT_ERROR', refused));
      if (!session.permit.may('Subscribe', subscription.topic)) {
        this.#options.say(`mqtt: ${client.id} may not subscribe to ${subscription.topic}`);
        return done(null, null); // a SUBACK of 0x80, and the connection goes on
      }
      session.filters.add(subscription.topic);
      return done(null, subscription);
    },
    authorizeForward: (client, packet) => {
      const session = this.#sessions.get(client);
      return session && mayReceive(session, packet) ? packet : null;
    },
  };

  async #admit(client: Client, username: string | undefined, password: Buffer | undefined): Promise<void> {
    const refused = refusedClientId(client.id);
    if (refused) throw new Error(refused);
    const renew = () => this.#options.permitFor({ clientId: client.id, username, password });
    const session = newSession(await renew());
    if (client.closed) throw new Error('it has gone before it was let in');
    this.#sessions.set(client, session);
    const predecessor = this.#byClientId.get(client.id);
    if (predecessor) this.end(predecessor, 'DUPLICATE_CLIENTID', 'a new connection has its client id');
    this.#byClientId.set(client.id, client);
    keepUp(session, renew, (reason) => {
      this.end(client, reason, 'its permit is over');
      client.close();
    });
  }
}
