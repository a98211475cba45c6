import type { Addresses } from '../../local/addresses.ts';
import { connectResp } from '../../local/redis/resp.ts';

/** Counts what Redis has been asked since it started, every call inside a script too; its own asking is left out. */
export function commandCounter({ redis }: Addresses) {
  const connection = connectResp(Number(new URL(redis).port));
  return {
    count: async (): Promise<number> => {
      const text = String(await connection.send(['INFO', 'commandstats']));
      const commands = [...text.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)].filter(([, name]) => name !== 'info');
      return commands.reduce((sum, [, , calls]) => sum + Number(calls), 0);
    },
    close: connection.close,
  };
}
