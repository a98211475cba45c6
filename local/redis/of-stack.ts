import { HOST } from '../ports.mjs';
import { type RedisServer, startRedis } from './server.ts';

export interface StackRedis {
  url: URL;
  stop(): Promise<void>;
}

interface Wishes {
  /** Of one's own, which is never ended; empty where there is none. */
  url: string;
  /** Where the stack's own keeps what it holds; empty where it does not. */
  folder: string;
  say(line: string): void;
  /** Ends the stack. */
  crash(reason: string): void;
}

/**
 * The Redis of a stack. One that dies is started again on its port if it keeps what it holds; otherwise all of that is
 * gone, and the stack ends.
 */
export async function redisOfStack({ url, folder, say, crash }: Wishes): Promise<StackRedis> {
  if (url) return { url: new URL(url), stop: async () => {} };
  let stopping = false;
  let running = startRedis({ ...(folder && { folder }) });
  const { port } = await running;
  const watch = ({ process }: RedisServer) => process.once('exit', () => stopping || void replace());
  const replace = async () => {
    if (!folder) return crash('redis-server has ended');
    say('redis-server has ended, and is started again with what it kept');
    running = startRedis({ port, folder });
    await running.then(watch, ({ message }: Error) => crash(message));
  };
  watch(await running);
  return {
    url: new URL(`redis://${HOST}:${port}`),
    stop: async () => {
      stopping = true;
      await running.then(({ stop }) => stop());
    },
  };
}
