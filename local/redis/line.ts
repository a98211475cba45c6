import { connect } from 'node:net';
import RedisParser from 'redis-parser';

/** A reply as Redis sent it; strings stay bytes. */
export type Reply = Buffer | number | null | RedisError | Reply[];

export class RedisError extends Error {}

/** Redis is not there, or has gone with what it was asked. */
export class Unreachable extends Error {}

export type Command = readonly string[];

/** A Redis that owes an answer for so long, ms, is gone: its machine may have slept or lost the network. */
const SILENCE = 10_000;
const STANDARD_PORT = 6379;

export interface Line {
  /** Writes them at once; rejects with Unreachable, never for Redis's own errors. */
  send(commands: readonly Command[]): Promise<Reply[]>;
  close(): void;
}

/** One socket that speaks RESP2 (https://redis.io/docs/reference/protocol-spec); `ended` hears when it is lost. */
export function lineTo({ hostname, port }: URL, ended: () => unknown): Line {
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
