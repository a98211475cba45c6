import { connect } from 'node:net';
import RedisParser from 'redis-parser';
import { HOST } from '../ports.mjs';

/** A reply as Redis sent it; strings stay bytes. */
export type Reply = Buffer | number | null | RedisError | Reply[];

export class RedisError extends Error {}

/** Redis is not there, or has gone with what it was asked. */
export class Unreachable extends Error {}

type Command = readonly string[];

export interface RespConnection {
  /** Sends one command. Rejects with Unreachable, never for Redis's own errors. */
  send(command: Command): Promise<Reply>;
  /** The same for several at once: no other command of this connection comes between. */
  sendAll(commands: readonly Command[]): Promise<Reply[]>;
  close(): void;
}

/** A Redis that owes an answer for so long, ms, is gone: its machine may have slept or lost the network. */
const SILENCE = 10_000;
const STANDARD_PORT = 6379;

/**
 * Speaks RESP2 (https://redis.io/docs/reference/protocol-spec) with a port of the loopback, or with a URL. A socket
 * that was lost is replaced when there is something to send, one attempt at a time for all who wait. What was under way
 * on the lost one rejects and is not sent again: it may have run.
 */
export function connectResp(where: number | URL): RespConnection {
  const address = typeof where === 'number' ? new URL(`redis://${HOST}:${where}`) : where;
  let line: Promise<Line> | undefined;
  let isClosed = false;
  const reach = (): Promise<Line> => {
    const opened = line ?? open(address, () => line === opened && forget());
    line = opened;
    return opened;
  };
  const forget = () => {
    line = undefined;
  };
  const sendAll: RespConnection['sendAll'] = async (commands) => {
    if (isClosed) throw new Unreachable('the connection to Redis is closed');
    return (await reach()).send(commands);
  };
  return {
    sendAll,
    send: async (command) => (await sendAll([command]))[0]!,
    close: () => {
      isClosed = true;
      line?.then(({ close }) => close()).catch(() => {});
    },
  };
}

interface Line {
  send(commands: readonly Command[]): Promise<Reply[]>;
  close(): void;
}

/** A socket on which the user is known and the database chosen, before anything else is sent. */
async function open(address: URL, ended: () => void): Promise<Line> {
  const line = lineTo(address, ended);
  for (const command of greetings(address)) {
    const [reply] = await line.send([command]);
    if (!(reply instanceof RedisError)) continue;
    line.close();
    throw new Error(`Redis refuses ${command[0]}: ${reply.message}`);
  }
  return line;
}

function greetings({ username, password, pathname }: URL): Command[] {
  const [user, secret, database] = [username, password, pathname.slice(1)].map(decodeURIComponent) as [
    string,
    ...string[],
  ];
  return [...(secret ? [['AUTH', ...(user ? [user] : []), secret]] : []), ...(database ? [['SELECT', database]] : [])];
}

function lineTo({ hostname, port }: URL, ended: () => void): Line {
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({ host, port: Number(port || STANDARD_PORT), noDelay: true, keepAlive: true });
  const waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void }[] = [];
  const patience = setTimeout(() => waiting.length > 0 && socket.destroy(), SILENCE).unref();
  let reason = 'Redis cannot be reached';
  const parser = new RedisParser({
    returnBuffers: true,
    returnReply: (reply: Reply) => waiting.shift()?.resolve(reply),
    returnError: ({ message }: Error) => waiting.shift()?.resolve(new RedisError(message)),
    returnFatalError: (error: Error) => socket.destroy(error),
  });
  socket.on('connect', () => {
    reason = 'the connection to Redis was lost';
  });
  socket.on('data', (data) => {
    patience.refresh();
    parser.execute(data);
  });
  socket.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code) reason += `: ${code}`;
  });
  socket.on('close', () => {
    clearTimeout(patience);
    ended();
    for (const { reject } of waiting.splice(0)) reject(new Unreachable(reason));
  });
  return {
    send: (commands) => {
      if (!socket.writable) return Promise.reject(new Unreachable(reason));
      if (waiting.length === 0) patience.refresh();
      socket.write(commands.map(encoded).join(''));
      return Promise.all(
        commands.map(() => new Promise<Reply>((resolve, reject) => waiting.push({ resolve, reject }))),
      );
    },
    close: () => socket.destroy(),
  };
}

const encoded = (command: Command) =>
  `*${command.length}\r\n${command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`;
