import { setTimeout as sleep } from 'node:timers/promises';
import { HOST } from '../ports.mjs';
import { type Command, type Line, lineTo, RedisError, type Reply, Unreachable } from './line.ts';

export { RedisError, type Reply, Unreachable };

export interface RespConnection {
  /** Sends one command. Rejects with Unreachable, never for Redis's own errors. */
  send(command: Command): Promise<Reply>;
  /** The same for several at once: no other command of this connection comes between. */
  sendAll(commands: readonly Command[]): Promise<Reply[]>;
  close(): void;
}

/** Between attempts to reach it, ms: together half of what functions wait for an answer. Redis may be starting. */
const PAUSES = [5, 10, 20, 40, 80, 160, 320, 640, 1280];

/**
 * Speaks with a Redis by its port of the loopback, or by its URL. A socket that was lost is replaced when there is
 * something to send. What was under way on the lost one rejects and is not sent again: it may have run. What comes
 * while Redis is away waits, and rejects after some seconds.
 */
export function connectResp(where: number | URL): RespConnection {
  const address = typeof where === 'number' ? new URL(`redis://${HOST}:${where}`) : where;
  let line: Promise<Line> | undefined;
  const closed = new AbortController();
  const reach = (): Promise<Line> => {
    closed.signal.throwIfAborted();
    const opened: Promise<Line> = line ?? reached(address, closed.signal, () => line === opened && forget());
    line = opened;
    opened.catch(forget);
    return opened;
  };
  const forget = () => {
    line = undefined;
  };
  const sendAll: RespConnection['sendAll'] = async (commands) => (await reach()).send(commands);
  return {
    sendAll,
    send: async (command) => (await sendAll([command]))[0]!,
    close: () => {
      line?.then(({ close }) => close()).catch(() => {});
      closed.abort(new Unreachable('the connection to Redis is closed'));
    },
  };
}

async function reached(address: URL, closed: AbortSignal, ended: () => unknown): Promise<Line> {
  for (const pause of PAUSES) {
    try {
      return await open(address, ended);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      await sleep(pause);
      closed.throwIfAborted();
    }
  }
  return open(address, ended);
}

/** A socket on which the user is known, the database chosen, and Redis has read what it kept. */
async function open(address: URL, ended: () => unknown): Promise<Line> {
  let isOpen = false;
  const line = lineTo(address, () => isOpen && ended());
  for (const command of [...greetings(address), ['PING']]) {
    const [reply] = await line.send([command]);
    if (!(reply instanceof RedisError)) continue;
    line.close();
    if (reply.message.startsWith('LOADING')) throw new Unreachable(reply.message);
    throw new Error(`Redis refuses ${command[0]}: ${reply.message}`);
  }
  isOpen = true;
  return line;
}

function greetings({ username, password, pathname }: URL): Command[] {
  const [user, secret, database] = [username, password, pathname.slice(1)].map(decodeURIComponent) as [
    string,
    ...string[],
  ];
  return [...(secret ? [['AUTH', ...(user ? [user] : []), secret]] : []), ...(database ? [['SELECT', database]] : [])];
}
