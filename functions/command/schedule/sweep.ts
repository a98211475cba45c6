import { log } from '../../../lib/log.ts';
import { workOff } from '../../../lib/work-off.ts';
import { settle } from '../settle.ts';
import { dropDeadline, overdueIds, readEach } from '../store.ts';
import { turns } from '../turns.ts';

/**
 * Every minute: settles commands whose time is over. Everybody who looks already sees it so; this tells who asked, and
 * what could not be told before.
 */
export const handler = async (): Promise<void> => {
  const now = Date.now();
  await settleOverdue(now);
  await turns.sweep(now);
};

const settleOverdue = (now: number): Promise<void> =>
  workOff({
    read: async (offset, count) => {
      const ids = await overdueIds(now, count, offset);
      const commands = new Map((await readEach(ids)).map((command) => [command.command_id, command]));
      return ids.map((id) => ({ id, command: commands.get(id) }));
    },
    work: ({ id, command }) =>
      command ? settle(id, command.device_id, { what: 'over', at: now }, now) : dropDeadline(id),
    tell: (commands, failed) => log.info('commands whose time is over', { commands, failed }),
  });
