import { connect, type Socket } from 'node:net';
import RedisParser from 'redis-parser';
import { HOST } from '../ports.mjs';

/** A reply as Redis sent it; strings stay bytes. */
export type Reply = Buffer | number | null | RedisError | Reply[];

export class RedisError extends Error {}

export interface RespConnection {
  /** Sends one command; replies come in order. Rejects when the connection is lost, never for Redis's own errors. */
  send(command: readonly string[]): Promise<Reply>;
  close(): void;
}

/** One socket that speaks RESP2 (https://redis.io/docs/reference/protocol-spec). */
export function connectResp(port: number): RespConnection {
  const socket: Socket = connect(port, HOST).setNoDelay();
  const waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void }[] = [];
  const parser = new RedisParser({
    returnBuffers: true,
    returnReply: (reply: Reply) => waiting.shift()?.resolve(reply),
    returnError: ({ message }: Error) => waiting.shift()?.resolve(new RedisError(message)),
    returnFatalError: (error: Error) => socket.destroy(error),
  });
  socket.on('data', (data) => parser.execute(data));
  socket.on('error', () => {}); // 'close' follows and tells whoever waits
  socket.on('close', () => {
    for (const { reject } of waiting.splice(0)) reject(new Error('the connection to Redis was lost'));
  });
  return {
    send: (command) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('the connection to Redis was lost'));
        waiting.push({ resolve, reject });
        socket.write(encoded(command));
      }),
    close: () => socket.destroy(),
  };
}

const encoded = (command: readonly string[]) =>
  `*${command.length}\r\n${command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`;
