import { measure } from '../../lib/metrics.ts';
import { PUBLISH_WITHIN } from '../../lib/outbox.ts';
import { script } from '../../lib/script.ts';
import { pendingKeys, pendingParts } from '../device/index.ts';
import { outcomeOf, type Turn } from './command.ts';
import { keys } from './keys.ts';
import { record } from './record.ts';
import settleLua from './settle.lua';
import { turns } from './turns.ts';

interface What {
  what: 'accepted' | 'refused' | 'effect' | 'over';
  /** ms */
  at: number;
  reason?: string;
}

const settleScript = /* @__PURE__ */ script<
  'command' | 'device' | 'deadlines' | 'outbox',
  What & { publish_by: number },
  { turn?: string }
>(settleLua, [...pendingParts, ...record]);

/** Takes in what has become of a command of a device, and tells who asked. Of a command that is not there nothing. */
export async function settle(command_id: string, device_id: string, what: What, now: number): Promise<void> {
  const { turn } = await settleScript(
    {
      ...pendingKeys(device_id),
      command: keys.command(command_id),
      deadlines: keys.deadlines(),
      outbox: keys.outbox(),
    },
    { ...what, publish_by: now + PUBLISH_WITHIN },
  );
  if (!turn) return;
  measure('outcome', outcomeOf(JSON.parse(turn) as Turn), { commands: 1 });
  await turns.send([turn], now);
}
