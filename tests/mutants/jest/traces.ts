import childProcess from 'node:child_process';
import { connectResp, type RespConnection } from '../../../local/redis/resp.ts';
import { TRACE } from '../edits/lua-probes.ts';
import { hit } from './run.ts';

const TAKE = "local found = redis.call('SMEMBERS', KEYS[1]) redis.call('DEL', KEYS[1]) return table.concat(found, ' ')";

const servers = new Map<number, RespConnection | undefined>();

/** From now on every Redis that a test starts is known. */
export function watchRedis(): void {
  const { spawn } = childProcess;
  childProcess.spawn = ((command: string, args: string[], options: childProcess.SpawnOptions) => {
    if (command === 'redis-server') servers.set(Number(args[args.indexOf('--port') + 1]), undefined);
    return spawn(command, args, options);
  }) as typeof spawn;
}

/** Notes what Lua was come by since it was last asked. */
export async function takeTraces(): Promise<void> {
  for (const [port, known] of servers) {
    const connection = known ?? connectResp(port);
    servers.set(port, connection);
    const found = await connection.send(['EVAL', TAKE, '1', TRACE]).catch(() => '');
    for (const what of String(found).split(' ')) if (what) hit(what);
  }
}

export function endTraces(): void {
  for (const connection of servers.values()) connection?.close();
  servers.clear();
}
