import { log } from '../../../lib/log.ts';
import { settle } from '../settle.ts';
import { dropDeadline, overdueIds, readEach } from '../store.ts';
import { turns } from '../turns.ts';

const AT_ONCE = 100;

/**
 * Every minute: settles commands whose time is over. Everybody who looks already sees it so; this tells who asked, and
 * what could not be told before.
 */
export const handler = async (): Promise<void> => {
  const now = Date.now();
  await settleOverdue(now);
  await turns.sweep(now);
};

/** What fails stays for the next run, and holds up nothing behind it. */
async function settleOverdue(now: number): Promise<void> {
  for (let skipped = 0; ; ) {
    const ids = await overdueIds(now, AT_ONCE, skipped);
    const known = new Map((await readEach(ids)).map((command) => [command.command_id, command]));
    const results = await Promise.allSettled(
      ids.map(async (id) => {
        const command = known.get(id);
        if (command) await settle(id, command.device_id, { what: 'over', at: now }, now);
        else await dropDeadline(id);
      }),
    );
    const failed = results.filter(({ status }) => status === 'rejected').length;
    skipped += failed;
    if (ids.length > 0) log.info('commands whose time is over', { commands: ids.length, failed });
    if (ids.length < AT_ONCE) return;
  }
}
